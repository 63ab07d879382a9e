using System.Diagnostics;
using Commands.Streams.Benchmarks.Measuring;
using Commands.Streams.Benchmarks.Raw;
using Confluent.Kafka;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>A lone record from the broker's acknowledgement-to-be to the handler: written one at a time, each when the one before has arrived.</summary>
internal static class LatencyScenario
{
    private const int WarmUp = 50;

    public static async Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        await using var cluster = new Cluster(settings.Servers);
        var records = (int)Math.Min(settings.Records, 1000);
        var ours = await cluster.MakeTopicAsync("latency-ours", 1);
        var raw = await cluster.MakeTopicAsync("latency-raw", 1);

        var arrivals = new Arrivals();
        var builder = new StreamsBuilder();
        builder.Stream<long, long>(ours).ForEach((_, _) => arrivals.Arrived());
        var interval = new Interval(long.MaxValue);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = OurApplication.RunAsync(settings.Servers, builder.Build(), interval, ProcessingGuarantee.AtLeastOnce, stop.Token);
        await MeasureAsync("ours", settings.Servers, ours, records, arrivals, cancellationToken);
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);

        var rawArrivals = new Arrivals();
        using var stopRaw = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var thread = new Thread(() => ConsumeRaw(settings.Servers, raw, rawArrivals, stopRaw.Token)) { IsBackground = true };
        thread.Start();
        await MeasureAsync("raw", settings.Servers, raw, records, rawArrivals, cancellationToken);
        await stopRaw.CancelAsync();
        thread.Join();
    }

    private static async Task MeasureAsync(
        string variant, string servers, string topic, int records, Arrivals arrivals, CancellationToken cancellationToken)
    {
        var config = new ProducerConfig { BootstrapServers = servers, LingerMs = 0, Acks = Acks.All };
        using var producer = new ProducerBuilder<long, long>(config).Build();
        var milliseconds = new List<double>();
        for (var i = 0; i < records + WarmUp; i++)
        {
            var arrived = arrivals.Expect();
            var start = Stopwatch.GetTimestamp();
            producer.Produce(topic, new Message<long, long> { Key = i, Value = i });
            var end = await arrived.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            if (i >= WarmUp)
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(start, end).TotalMilliseconds);
            }
        }

        milliseconds.Sort();
        Result.Print(new { scenario = "latency", variant, p50 = Percentile(milliseconds, 50), p99 = Percentile(milliseconds, 99) });
    }

    private static double Percentile(List<double> sorted, int percent) => Math.Round(sorted[Math.Min(sorted.Count * percent / 100, sorted.Count - 1)], 3);

    private static void ConsumeRaw(string servers, string topic, Arrivals arrivals, CancellationToken cancellationToken)
    {
        using var consumer = new ConsumerBuilder<long, long>(RawSettings.Consumer(servers)).Build();
        consumer.Subscribe(topic);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { Message: not null })
            {
                arrivals.Arrived();
            }
        }

        consumer.Close();
    }

    /// <summary>Hands the time of an arrival to whoever waits for it.</summary>
    private sealed class Arrivals
    {
        private TaskCompletionSource<long> _next = new();

        public Task<long> Expect() => (_next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void Arrived() => _next.TrySetResult(Stopwatch.GetTimestamp());
    }
}
