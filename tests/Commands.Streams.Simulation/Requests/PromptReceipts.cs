using System.Globalization;
using Commands.Streams.Interop;
using Commands.Streams.Testing;

namespace Commands.Streams.SimulationRuns.Requests;

/// <summary>Where nothing goes wrong, each handler is started once, and committed readers soon see the receipt that says so.</summary>
internal sealed class PromptReceipts(IReadOnlyList<(long Number, DateTimeOffset Start)> starts, string output, TimeSpan commitInterval) : SimulationInvariant
{
    /// <summary>Two commit intervals, and the network takes its time.</summary>
    private readonly TimeSpan _latest = (2 * commitInterval) + TimeSpan.FromSeconds(2);

    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var started = new Dictionary<long, DateTimeOffset>();
        foreach (var (number, start) in starts)
        {
            if (!started.TryAdd(number, start))
            {
                return $"The handler of command {number} was started again after {start - started[number]}, although nothing had gone wrong.";
            }
        }

        foreach (var log in cluster.Topics.Get(output).Logs)
        {
            for (var offset = log.StartOffset; offset < log.EndOffset; offset++)
            {
                var entry = log[offset];
                if (entry.Transaction is not { } transaction
                    || !entry.IsVisible(readCommitted: true)
                    || entry.Record.Headers.GetCommandStatus() != CommandStatus.Accepted)
                {
                    continue;
                }

                var number = long.Parse(entry.Record.Headers.LastText(CommandHeaders.CommandId)!, CultureInfo.InvariantCulture);
                var waited = transaction.DecidedAt - started[number];
                if (waited > _latest)
                {
                    return $"The receipt of command {number} became visible {waited} after its handler was started.";
                }
            }
        }

        return null;
    }
}
