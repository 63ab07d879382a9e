using System.Diagnostics;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>The producer of a command client has a fatal error: somebody else has written in its name. The client gets a new one.</summary>
[NonParallelizable]
public sealed class FatalProducerTests
{
    private const int Times = 5;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Test]
    public async Task Next_send_after_a_fatal_error_succeeds()
    {
        ChaosRun.IgnoreUnlessAsked();
        using var kafka = RealKafka.Connect();
        var commands = CommandStream.Define(await RealKafka.CreateTopicAsync(kafka, 1), Serdes.Int64, Serdes.String, partitions: 1);
        await using var client = kafka.CreateCommandClient(commands, new CommandClientOptions { SendTimeout = Soon });
        await client.SendAsync(1, "first");
        var failures = new List<string>();
        for (var time = 0; time < Times; time++)
        {
            await (await StolenProducerId.FindAsync(commands.Topic)).WriteAsync(kafka.Description, commands.Topic);
            await TrySendAsync(client, $"hit {time}", failures);
            var begin = Stopwatch.GetTimestamp();
            (await TrySendAsync(client, $"after {time}", failures)).Should().BeTrue($"the client has recovered; it said: {string.Join('|', failures)}");
            TestContext.Out.WriteLine($"sent {Stopwatch.GetElapsedTime(begin)} after failure {time}");
        }

        TestContext.Out.WriteLine($"{failures.Count} sends hit: {string.Join(" | ", failures.Distinct())}");
    }

    private static async Task<bool> TrySendAsync(CommandClient<long, string> client, string command, List<string> failures)
    {
        try
        {
            await client.SendAsync(1, command);
            return true;
        }
        catch (Exception exception)
        {
            failures.Add($"{exception.GetType().Name}: {exception.Message}");
            return false;
        }
    }
}
