using BenchmarkDotNet.Attributes;
using Commands.Streams.Benchmarks.Measuring;

namespace Commands.Streams.Benchmarks.Micro;

/// <summary>What a record costs in the engine, by the steps it takes; the difference between two rows is what a step costs.</summary>
[MemoryDiagnoser]
public class TaskBenchmarks
{
    private const int Records = 100_000;

    private InMemoryPipeline _forEach = null!;
    private InMemoryPipeline _forEachAsync = null!;
    private InMemoryPipeline _through = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _forEach = Make(builder => builder.Stream<long, long>("in").ForEach((_, _) => { }));
        _forEachAsync = Make(builder => builder.Stream<long, long>("in").ForEachAsync((_, _) => ValueTask.CompletedTask));
        _through = Make(builder => builder.Stream<long, long>("in").Filter((_, value) => value >= 0).MapValues(value => value + 1).To("out"));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Records)]
    public void ForEach() => _forEach.Run(Records);

    [Benchmark(OperationsPerInvoke = Records)]
    public void ForEachAsyncThatEndsAtOnce() => _forEachAsync.Run(Records);

    [Benchmark(OperationsPerInvoke = Records)]
    public void FilterMapValuesTo() => _through.Run(Records);

    private static InMemoryPipeline Make(Action<StreamsBuilder> describe)
    {
        var builder = new StreamsBuilder();
        describe(builder);
        return new InMemoryPipeline(builder.Build(), 1000);
    }
}
