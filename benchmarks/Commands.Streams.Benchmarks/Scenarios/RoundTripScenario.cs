using System.Diagnostics;
using System.Runtime.CompilerServices;
using Commands.Streams.Benchmarks.Measuring;
using Commands.Streams.Benchmarks.Raw;
using Commands.Streams.Kafka;
using Confluent.Kafka;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>
/// Request and response. One in flight: the latency, against the loops that only pass a record to and fro. A thousand in flight: the rate, and what issuer
/// and subscriber together allocate. Every producer sends at once (<c>linger.ms=0</c>).
/// </summary>
internal static class RoundTripScenario
{
    private const int WarmUp = 200;
    private const int InFlight = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        await using var cluster = new Cluster(settings.Servers);
        var commands = CommandStream.Define(await cluster.MakeTopicAsync("roundtrip-commands", 2), Serdes.Int64, Serdes.Int64, partitions: 2);
        var responses = ResponseStream.Define(await cluster.MakeTopicAsync("roundtrip-responses", 2), Serdes.Int64, Serdes.Int64, partitions: 2);
        var options = new KafkaOptions { BootstrapServers = settings.Servers };
        options.Producer.LingerMs = 0;
        using var kafka = new KafkaClient(options);
        await using (var warehouse = new StreamsApplication(
            new CommandTopology<long, long>(commands).Respond(responses).ForEach(command => command.Value).Build(),
            new StreamsOptions { ApplicationId = $"bench-{Guid.NewGuid():N}" },
            kafka))
        {
            await warehouse.StartAsync(cancellationToken);
            await using var client = kafka.CreateCommandClient(commands);
            await MeasureLatencyAsync("ours", Lone(settings), number => AskAsync(client, responses, number));
            await MeasureRateAsync(settings.Records, number => AskAsync(client, responses, number));
            await warehouse.StopAsync(cancellationToken);
        }

        await RunRawAsync(settings, cluster, cancellationToken);
    }

    private static int Lone(ScenarioSettings settings) => (int)Math.Min(settings.Records, 2000);

    // Pooled, so that what is counted is the library's.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask AskAsync(CommandClient<long, long> client, ResponseStream<long, long> responses, long number)
    {
        if (await client.RequestAsync(number, number, responses, Patience) is not CommandOutcome<long>.Completed { Response: var response }
            || response != number)
        {
            throw new InvalidOperationException($"Request {number} was not answered.");
        }
    }

    private static async Task RunRawAsync(ScenarioSettings settings, Cluster cluster, CancellationToken cancellationToken)
    {
        var there = await cluster.MakeTopicAsync("roundtrip-there", 2);
        var back = await cluster.MakeTopicAsync("roundtrip-back", 2);
        using var echo = new RawEcho(settings.Servers, there, back);
        using var caller = new RawCaller(settings.Servers, there, back);
        await MeasureLatencyAsync("raw", Lone(settings), number => new ValueTask(caller.AskAsync(number).WaitAsync(Patience, cancellationToken)));
    }

    private static async Task MeasureLatencyAsync(string variant, int requests, Func<long, ValueTask> ask)
    {
        var milliseconds = new List<double>();
        for (var i = 0; i < requests + WarmUp; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(i);
            if (i >= WarmUp)
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        milliseconds.Sort();
        Result.Print(new { scenario = "roundtrip", variant, inFlight = 1, p50 = Percentile(milliseconds, 50), p99 = Percentile(milliseconds, 99) });
    }

    private static async Task MeasureRateAsync(long requests, Func<long, ValueTask> ask)
    {
        await AskAllAsync(Math.Min(requests, 20L * InFlight), ask);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        await AskAllAsync(requests, ask);
        var elapsed = Stopwatch.GetElapsedTime(start);
        Result.Print(new
        {
            scenario = "roundtrip",
            variant = "ours",
            inFlight = InFlight,
            requestsPerSecond = Math.Round(requests / elapsed.TotalSeconds),
            bytesPerRequest = Math.Round((double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / requests),
        });
    }

    private static async Task AskAllAsync(long requests, Func<long, ValueTask> ask)
    {
        var next = 0L;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            for (var number = Interlocked.Increment(ref next); number <= requests; number = Interlocked.Increment(ref next))
            {
                await ask(number);
            }
        }));
    }

    private static double Percentile(List<double> sorted, int percent) => Math.Round(sorted[Math.Min(sorted.Count * percent / 100, sorted.Count - 1)], 3);

    /// <summary>Writes a record and waits until one comes back, one at a time.</summary>
    private sealed class RawCaller : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly IProducer<long, long> _producer;
        private readonly Thread _thread;
        private readonly string _there;
        private TaskCompletionSource _answer = new();

        public RawCaller(string servers, string there, string back)
        {
            _there = there;
            _producer = new ProducerBuilder<long, long>(RawEcho.Producer(servers)).Build();
            _thread = new Thread(() => Listen(servers, back)) { IsBackground = true };
            _thread.Start();
        }

        public Task AskAsync(long number)
        {
            _answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _producer.Produce(_there, new Message<long, long> { Key = number, Value = number });
            return _answer.Task;
        }

        public void Dispose()
        {
            _stop.Cancel();
            _thread.Join();
            _producer.Dispose();
            _stop.Dispose();
        }

        private void Listen(string servers, string back)
        {
            using var consumer = new ConsumerBuilder<long, long>(RawSettings.Consumer(servers)).Build();
            consumer.Subscribe(back);
            while (!_stop.IsCancellationRequested)
            {
                if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { Message: not null })
                {
                    _answer.TrySetResult();
                }
            }

            consumer.Close();
        }
    }
}
