using System.Buffers.Binary;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.SimulationRuns.Requests;

/// <summary>
/// What issuers were told is true: a command that completed was handled, one that was not sent is not in the log, none expired too early, and no reply is
/// lost that had time to come.
/// </summary>
internal sealed class TruthfulOutcomes(string input, IReadOnlyList<Issue> issues, IReadOnlySet<long> handled, bool handlersFail) : SimulationInvariant
{
    /// <summary>No run lasts as long, so what waits as long must be answered.</summary>
    public static readonly TimeSpan Forever = TimeSpan.FromMinutes(30);

    /// <summary>How late an issuer may hear of the end of its request: many wait for their turn, and time goes on between two turns.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var written = new HashSet<long>();
        foreach (var log in cluster.Topics.Get(input).Logs)
        {
            for (var offset = log.StartOffset; offset < log.EndOffset; offset++)
            {
                if (log[offset].Kind == RecordKind.Data && !written.Add(BinaryPrimitives.ReadInt64BigEndian(log[offset].Record.Value)))
                {
                    return $"Twice: {log.Partition} holds a command twice, the second time at offset {offset}.";
                }
            }
        }

        foreach (var issue in issues)
        {
            if (FindLie(issue, written.Contains(issue.Number)) is { } lie)
            {
                return $"Request {issue.Number}, which waited for {issue.Timeout}, {lie}";
            }
        }

        return null;
    }

    private string? FindLie(Issue issue, bool isWritten)
    {
        if (issue.End is not { } end)
        {
            return "has not ended.";
        }

        var waited = end - issue.Start;
        if (waited > issue.Timeout + Grace)
        {
            return $"ended after {waited}.";
        }

        return issue.Outcome switch
        {
            null => issue.IsCancellable ? null : "was cancelled by nobody.",
            CommandOutcome<long>.Completed(var response) when response != issue.Number * 2 => $"completed with {response}.",
            CommandOutcome<long>.Completed => handled.Contains(issue.Number) && isWritten ? null : "completed without having been handled.",
            CommandOutcome<long>.Rejected(CommandErrors.Expired, _) => $"was told after {waited} that it has expired.",
            CommandOutcome<long>.Rejected => issue.Number % 7 == 0 ? null : "was rejected for nothing.",
            CommandOutcome<long>.Failed => handlersFail ? null : "failed for nothing.",
            CommandOutcome<long>.NotSent(var reason) when isWritten => $"was not sent ({reason}), but is in the log.",
            CommandOutcome<long>.NotSent(NotSentReason.Closed) => issue.IsClosedEarly ? null : "was not sent, as if its client were closed.",
            CommandOutcome<long>.NotSent(NotSentReason.TimedOut) => FindHaste(issue, waited),
            CommandOutcome<long>.Unknown(UnknownReason.Timeout) => FindLostReply(issue, waited, isWritten),
            CommandOutcome<long>.Unknown(UnknownReason.Closed) => issue.IsClosedEarly ? null : "ended as if its client were closed.",
            CommandOutcome<long>.Unknown(UnknownReason.DeliveryInDoubt) => FindHaste(issue, waited),
            var other => $"ended as {other}.",
        };
    }

    private static string? FindLostReply(Issue issue, TimeSpan waited, bool isWritten) =>
        !isWritten ? "was acknowledged, but is not in the log."
        : issue.Timeout == Forever ? "lost its reply."
        : FindHaste(issue, waited);

    /// <summary>Whoever is told that it took too long must have waited.</summary>
    private static string? FindHaste(Issue issue, TimeSpan waited) =>
        !issue.IsClosedEarly && waited < (issue.Timeout < issue.SendTimeout ? issue.Timeout : issue.SendTimeout) * 0.99 ? $"timed out after {waited}." : null;
}
