using System.Globalization;
using Commands.Streams.Kafka;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>Commands that are texts with numbers, each one different, of many keys.</summary>
internal static class NumberedCommands
{
    private const int Keys = 1000;
    private const int BatchSize = 500;

    public static async Task WriteAsync(KafkaClient kafka, string topic, int partitions, int count, int keys = Keys)
    {
        var commands = CommandStream.Define(topic, Serdes.Int64, Serdes.String, partitions);
        await using var client = kafka.CreateCommandClient(commands, new CommandClientOptions { SendTimeout = ChaosRun.Patience });
        foreach (var batch in Enumerable.Range(0, count).Chunk(BatchSize))
        {
            await Task.WhenAll(batch.Select(number => client.SendAsync(number % keys, TextOf(number)).AsTask()));
        }
    }

    public static string TextOf(int number) => number.ToString(CultureInfo.InvariantCulture);
}
