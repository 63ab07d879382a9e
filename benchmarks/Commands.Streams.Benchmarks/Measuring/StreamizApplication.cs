using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.SerDes;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>Runs a topology of Streamiz' on a cluster until an interval is over, with Streamiz' defaults but for the commit interval, which is ours.</summary>
internal static class StreamizApplication
{
    private const long CommitIntervalMilliseconds = 1000;

    public static StreamConfig<Int64SerDes, StringSerDes> Config(string servers) => new()
    {
        ApplicationId = $"bench-{Guid.NewGuid():N}",
        BootstrapServers = servers,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        CommitIntervalMs = CommitIntervalMilliseconds,
        Logger = NullLoggerFactory.Instance,
    };

    public static async Task RunAsync(string servers, Action<StreamBuilder> describe, Interval interval, CancellationToken cancellationToken)
    {
        var builder = new StreamBuilder();
        describe(builder);
        using var stream = new KafkaStream(builder.Build(), Config(servers));
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stream.StateChanged += (_, state) =>
        {
            if (state == KafkaStream.State.ERROR)
            {
                failed.TrySetException(new InvalidOperationException("Streamiz is in the state ERROR."));
            }
        };
        await stream.StartAsync();
        await (await Task.WhenAny(interval.Done, failed.Task).WaitAsync(cancellationToken));
    }
}
