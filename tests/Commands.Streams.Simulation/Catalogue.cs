using Commands.Streams.SimulationRuns.Scenarios;

namespace Commands.Streams.SimulationRuns;

/// <summary>All scenarios.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new StatelessScenario("stateless", ProcessingGuarantee.AtLeastOnce),
        new StatelessScenario("stateless-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new RepartitionScenario("repartition", ProcessingGuarantee.AtLeastOnce),
        new RepartitionScenario("repartition-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new LanesScenario("lanes", ProcessingGuarantee.AtLeastOnce),
        new LanesScenario("lanes-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new SideOutputsScenario("side-outputs", ProcessingGuarantee.AtLeastOnce),
        new AcceptedScenario("accepted", ProcessingGuarantee.AtLeastOnce),
        new HandoverScenario("handover", ProcessingGuarantee.AtLeastOnce),
        new HandoverScenario("handover-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new BackoffScenario("back-off", ProcessingGuarantee.AtLeastOnce),
        new BackoffScenario("back-off-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new UpgradeScenario("upgrade", ProcessingGuarantee.AtLeastOnce),
        new UpgradeScenario("upgrade-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new UndeliveredScenario("undelivered"),
        new FloodScenario("flood"),
        new CommandsScenario("commands", ProcessingGuarantee.AtLeastOnce),
        new CommandsScenario("commands-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new RequestsScenario("requests", ProcessingGuarantee.AtLeastOnce),
        new RequestsScenario("requests-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new RetryTopicsScenario("retry-loose", ProcessingGuarantee.AtLeastOnce, RetryOrder.Loose),
        new RetryTopicsScenario("retry-loose-exactly-once", ProcessingGuarantee.ExactlyOnce, RetryOrder.Loose),
        new RetryTopicsScenario("retry-strict", ProcessingGuarantee.AtLeastOnce, RetryOrder.Strict),
        new RetryTopicsScenario("retry-strict-exactly-once", ProcessingGuarantee.ExactlyOnce, RetryOrder.Strict),
        new SideOutputsScenario("side-outputs-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new OutcomesScenario("outcomes", ProcessingGuarantee.AtLeastOnce),
        new AcceptedScenario("accepted-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new LatestScenario("latest", ProcessingGuarantee.AtLeastOnce),
        new LatestScenario("latest-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new HopelessScenario("hopeless"),
        new MirroredScenario("mirrored"),
        new RecreatedScenario("recreated"),
        new RefusedScenario("refused", ProcessingGuarantee.AtLeastOnce),
        new RefusedScenario("refused-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new LeaderlessScenario("leaderless"),
        new RepliesScenario("replies", ProcessingGuarantee.AtLeastOnce),
        new RepliesScenario("replies-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new CountScenario("count", ProcessingGuarantee.AtLeastOnce),
        new CountScenario("count-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new TableCountScenario("table-count", ProcessingGuarantee.AtLeastOnce),
        new TableCountScenario("table-count-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new WindowScenario("window", ProcessingGuarantee.AtLeastOnce),
        new WindowScenario("window-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new StreamJoinScenario("stream-join", ProcessingGuarantee.AtLeastOnce),
        new StreamJoinScenario("stream-join-exactly-once", ProcessingGuarantee.ExactlyOnce),
        new DeduplicationScenario("dedupe", ProcessingGuarantee.AtLeastOnce),
        new DeduplicationScenario("dedupe-exactly-once", ProcessingGuarantee.ExactlyOnce),
    ];
}
