using BenchmarkDotNet.Attributes;
using Commands.Streams.Benchmarks.Measuring;

namespace Commands.Streams.Benchmarks.Micro;

/// <summary>What a subscriber costs per command beside its handler, by what it is told; the first row is the engine's alone.</summary>
[MemoryDiagnoser]
public class SubscriberBenchmarks
{
    private const int Records = 100_000;

    private static readonly CommandStream<long, long> Commands = CommandStream.Define("in", Serdes.Int64, Serdes.Int64, partitions: 1);

    private InMemoryPipeline _engine = null!;
    private InMemoryPipeline _plain = null!;
    private InMemoryPipeline _asynchronous = null!;
    private InMemoryPipeline _everything = null!;

    [GlobalSetup]
    public void SetUp()
    {
        var builder = new StreamsBuilder();
        builder.Stream<long, long>("in").ForEach((_, _) => { });
        _engine = new InMemoryPipeline(builder.Build(), 1000);
        var subscriber = new CommandTopology<long, long>(Commands);
        _plain = Make(subscriber.ForEach(_ => { }));
        _asynchronous = Make(subscriber.ForEach((_, _) => ValueTask.CompletedTask));
        _everything = Make(subscriber.Retry(3, Backoff.Constant(TimeSpan.FromSeconds(1))).DeadLetterTo("dlt").Validate(_ => null)
            .ForEach((_, _) => ValueTask.CompletedTask));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Records)]
    public void ForEachOfTheEngine() => _engine.Run(Records);

    [Benchmark(OperationsPerInvoke = Records)]
    public void Synchronous() => _plain.Run(Records);

    [Benchmark(OperationsPerInvoke = Records)]
    public void AsynchronousThatEndsAtOnce() => _asynchronous.Run(Records);

    [Benchmark(OperationsPerInvoke = Records)]
    public void AsynchronousWithRetryDeadLetterAndValidation() => _everything.Run(Records);

    private static InMemoryPipeline Make(CommandSubscriber subscriber) => new(subscriber.Build(), 1000);
}
