using Commands.Streams.Clients;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>A mistake between engine and cluster, and the scenario that is to find it.</summary>
internal sealed record PlantedBug(string Name, string Scenario, Func<IStreamsClient, IStreamsClient> Plant)
{
    /// <summary>What goes wrong more often than in the scenario itself, so that few seeds are enough.</summary>
    public Func<SimulationFaults, SimulationFaults> MakeFrequent { get; init; } = static faults => faults;

    public static IEnumerable<PlantedBug> All { get; } =
    [
        new("offsets committed before the flush", "stateless", client => Producer(client, inner => new UnflushedProducer(inner))),
        new("record skipped after an assignment", "stateless", client => Consumer(client, inner => new SkippingConsumer(inner))),
        new("commit in doubt taken for done", "stateless", client => Consumer(client, inner => new HopefulConsumer(inner))),
        new("offset one too far", "lanes", client => Offset(client, offset => offset with { Offset = offset.Offset + 1 })),
        new("record dropped where the queue is full", "stateless", client => Topic(client, inner => new DroppingTopic(inner))),
        new("partitions not by key", "stateless", client => Topic(client, inner => new ScatteringTopic(inner))),
        new(
            "revocation not heard of",
            "commands",
            client => Consumer(client, inner => new BuggyConsumer(inner) { WrapListener = new Rebalances { TellsOfRevocations = false }.Follow })),
        new("abort forgotten", "stateless-exactly-once", client => Producer(client, inner => new AbortForgettingProducer(inner))),
        new("transaction in doubt taken for committed", "stateless-exactly-once", client => Producer(client, inner => new HopefulProducer(inner))),
        new("offsets outside of the transaction", "lanes-exactly-once", client => Producer(client, inner => new OffsetsApartProducer(inner))),
        new("replaced member goes on", "commands-exactly-once", client => Producer(client, inner => new ZombieProducer(inner))),
        new("record sent twice", "commands-exactly-once", client => Topic(client, inner => new RepeatingTopic(inner))),
        new("done-set lost", "lanes-exactly-once", client => Offset(client, offset => offset with { Metadata = null })),
        new("no way back after a failure", "stateless-exactly-once", client => Consumer(client, inner => new StubbornConsumer(inner))),
        new(
            "uncommitted records read",
            "repartition-exactly-once",
            client => new BuggyClient(client) { ChangeConsumer = settings => settings with { ReadCommitted = false } }),
        new("more records taken than there is room for", "flood", client => Consumer(client, inner => new GreedyConsumer(inner))),
        new("done-set never trimmed", "flood", client => Offset(client, Untrimmed)),
        new("reply not handed out", "requests", client => new BuggyClient(client) { ChangeReader = WithoutThird }),
        new("delivery in doubt taken for none", "requests", client => new BuggyClient(client) { WrapPublisher = inner => new HopelessPublisher(inner) })
        {
            MakeFrequent = faults => faults with { LostAcknowledgement = 0.7 },
        },
        new("part of a record committed first", "side-outputs-exactly-once", client => Producer(client, inner => new EarlyCommitProducer(inner, "side"))),
        new("transaction without offsets left open", "accepted-exactly-once", client => Producer(client, inner => new OffsetsOnlyProducer(inner))),
        new("outcome of a time-out dropped", "outcomes", client => Topic(client, inner => new ForgetfulTopic(inner, 3))),
        new("fenced producer taken for a working one", "hopeless", client => Producer(client, inner => new CarelessProducer(inner))),
        new("back to the end after a failure", "latest", client => Consumer(client, inner => new ForwardLookingConsumer(inner))),
        new("abortable error taken for a fatal one", "stateless-exactly-once", client => Producer(client, inner => new FatalistProducer(inner))),
        new("no commit while partitions leave", "handover", client => Consumer(client, inner => new HastyConsumer(inner))),
        new("member that does not come back", "stateless", client => Consumer(client, inner => new QuietConsumer(inner))),
        new("done-set read at another offset", "mirrored", client => Consumer(client, inner => new UnanchoredConsumer(inner))),
        new("worker waits for each topic that is missing", "replies", client => Producer(client, inner => new SlowLookupProducer(inner))),
        new("own topics never purged", "repartition", client => new BuggyClient(client) { WrapAdmin = inner => new HoardingAdmin(inner) }),
        new("every task blamed for one delivery", "leaderless", client => Producer(client, inner => new BlamingProducer(inner))),
        new("worker waits for room without end", "leaderless", client => Producer(client, inner => new PatientProducer(inner))),
        new("tasks left open behind one that could not be closed", "lanes", client => Consumer(client, inner => new BuggyConsumer(inner)
        {
            WrapListener = new Rebalances { StopsAtFirst = true }.Follow,
        })),
        new("topic that was created again taken for the old one", "recreated", client => new BuggyClient(client)
        {
            WrapAdmin = inner => new NamesOnlyAdmin(inner),
            WrapConsumer = inner => new NamesOnlyConsumer(inner),
        }),
        new("offset stops before the markers", "repartition-exactly-once", client => Consumer(client, inner => new MarkerlessConsumer(inner))),
    ];

    public override string ToString() => Name;

    /// <summary>Keeps what lies before the offset, too: a number for each record.</summary>
    private static OffsetCommit Untrimmed(OffsetCommit offset) =>
        offset with { Metadata = offset.Metadata + Convert.ToBase64String(new byte[sizeof(long) * (int)offset.Offset]) };

    private static TopicReaderSettings WithoutThird(TopicReaderSettings settings)
    {
        var batches = 0;
        return settings with
        {
            OnRecords = batch =>
            {
                if (++batches != 3)
                {
                    settings.OnRecords(batch);
                }
            },
        };
    }

    private static BuggyClient Consumer(IStreamsClient client, Func<IStreamConsumer, BuggyConsumer> wrap) => new(client) { WrapConsumer = wrap };

    private static BuggyClient Producer(IStreamsClient client, Func<IStreamProducer, BuggyProducer> wrap) => new(client) { WrapProducer = wrap };

    private static BuggyClient Offset(IStreamsClient client, Func<OffsetCommit, OffsetCommit> change) =>
        Consumer(client, inner => new BuggyConsumer(inner) { ChangeOffset = change });

    private static BuggyClient Topic(IStreamsClient client, Func<IProducerTopic, IProducerTopic> wrap) =>
        Producer(client, inner => new BuggyProducer(inner) { WrapTopic = wrap });
}
