using Commands.Streams.Testing;
using Commands.Streams.Testing.Simulating;

namespace Commands.Streams.SimulationRuns.Requests;

/// <summary>One life of an issuer: makes its client, asks, waits for the answers or not, and closes the client. Its keys are its own.</summary>
internal sealed class Issuer(Simulation simulation, RequestTopics topics, List<Issue> issues, int number, int keys, SeededRandom draw)
{
    private const int KeysOfAnIssuer = 1_000;

    private readonly TimeSpan _sendTimeout = TimeSpan.FromSeconds(draw.Between(2, 60));

    public async Task RunAsync(int requests)
    {
        await using var client = simulation.CreateClient().CreateCommandClient(
            topics.Commands, new CommandClientOptions { TimeProvider = simulation.NewClock(), SendTimeout = _sendTimeout });
        var waiting = new List<Task>();
        for (; requests > 0; requests--)
        {
            waiting.Add(RequestAsync(client));
            if (draw.Below(2) == 0)
            {
                await DelayAsync(draw.Between(1, 500));
            }
        }

        if (draw.Below(3) == 0)
        {
            await DelayAsync(draw.Between(1, 2_000));
            issues.FindAll(issue => issue.Issuer == number && issue.End is null).ForEach(issue => issue.IsClosedEarly = true);
            await client.DisposeAsync();
        }

        await Task.WhenAll(waiting);
        if (client.Pending.Count > 0 || client.Pending.Deadlines > 0)
        {
            throw new InvalidOperationException(
                $"Issuer {number} has ended with {client.Pending.Count} requests and {client.Pending.Deadlines} deadlines left.");
        }
    }

    private async Task RequestAsync(CommandClient<int, long> client)
    {
        var issue = new Issue
        {
            Number = issues.Count + 1,
            Issuer = number,
            Timeout = draw.Below(2) == 0 ? TruthfulOutcomes.Forever : TimeSpan.FromMilliseconds(draw.Between(20, 8_000)),
            SendTimeout = _sendTimeout,
            Start = simulation.TimeProvider.GetUtcNow(),
            IsCancellable = draw.Below(8) == 0,
        };
        issues.Add(issue);
        using var cancellation = issue.IsCancellable
            ? new CancellationTokenSource(TimeSpan.FromMilliseconds(draw.Between(1, 3_000)), simulation.TimeProvider)
            : new CancellationTokenSource();
        CommandOutcome<long>? outcome = null;
        try
        {
            var options = new CommandOptions { CommandId = CommandId.FromText(issue.Number.ToString("D20")) };
            var key = number * KeysOfAnIssuer + draw.Below(keys);
            outcome = await client.RequestAsync(key, issue.Number, topics.Responses, issue.Timeout, options, cancellation.Token);
        }
        catch (OperationCanceledException)
        {
        }

        issue.Tell(outcome, simulation.TimeProvider.GetUtcNow());
        simulation.Note("is told:", outcome?.GetType().Name ?? "cancelled", issue.Number);
    }

    private Task DelayAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), simulation.TimeProvider);
}
