using Commands.Streams.Interop;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// All commands with one key and id get the same response, except for the id that joins it to its command, once one of them has not failed. Exactly-once,
/// each is remembered once, so it was handled once as far as anybody can see.
/// </summary>
internal sealed class DuplicatesAreAnsweredAlike(string changelog, ProcessingGuarantee guarantee) : SimulationInvariant
{
    protected internal override string? CheckEnd(SimulatedCluster cluster)
    {
        var responses = new Dictionary<string, string>();
        foreach (var response in Read(cluster, Scenario.Output))
        {
            var command = $"{Convert.ToHexString(response.Key!)} {response.Headers.LastText(CommandHeaders.CommandId)}";
            var bytes = Print(response);
            if (response.Headers.GetCommandStatus() == CommandStatus.Failed)
            {
                if (responses.ContainsKey(command))
                {
                    return $"Failed later: command {command} was answered, and then failed.";
                }

                continue;
            }

            if (!responses.TryAdd(command, bytes) && responses[command] != bytes)
            {
                return $"Answered differently: command {command} got {responses[command]}, and {bytes}.";
            }
        }

        var remembered = Read(cluster, changelog).Where(record => record.Value is not null)
            .CountBy(record => Convert.ToHexString(record.Key.AsSpan(..^12))).ToDictionary();
        if (remembered.Count != responses.Count)
        {
            return $"Not remembered: {responses.Count} commands were answered, but {remembered.Count} are remembered.";
        }

        var twice = remembered.FirstOrDefault(pair => pair.Value > 1);
        return twice.Key is not null && guarantee == ProcessingGuarantee.ExactlyOnce
            ? $"Handled twice: command {twice.Key} is remembered {twice.Value} times."
            : null;
    }

    private static string Print(InMemoryRecord response) =>
        $"[{Convert.ToHexString(response.Value ?? [])}] " + string.Join(
            ' ',
            response.Headers
                .Where(header => header.Name != CommandHeaders.CorrelationId)
                .Select(header => $"{header.Name}={Convert.ToHexString(header.Value ?? [])}"));

    private static IEnumerable<InMemoryRecord> Read(SimulatedCluster cluster, string topic)
    {
        foreach (var log in cluster.Topics.Get(topic).Logs)
        {
            for (var offset = log.StartOffset; offset < log.LastStableOffset; offset++)
            {
                if (log[offset].IsVisible(readCommitted: true))
                {
                    yield return log[offset].Record!;
                }
            }
        }
    }
}
