using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Operators;

/// <summary>The limit inside a task: records of different keys, whose handlers call something of a capacity.</summary>
public sealed class AdaptiveConcurrencyTests
{
    private const int Capacity = 10;
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(8);

    private readonly Queue<TestHandler> _calls = new();

    [Test]
    public void A_task_finds_the_capacity_of_what_its_handlers_call_and_shows_it()
    {
        using var bench = Start(AsyncOptions.WithAdaptiveConcurrency(2, 500));
        bench.Add("in", [.. Enumerable.Range(0, 20_000).Select(i => TestRecord.Text(i, $"{i}", "v"))]);
        var limits = new List<int>();
        for (var done = 0; bench.Run() + _calls.Count > 0; done++)
        {
            _calls.Count.Should().BeInRange(1, 500);
            limits.Add(bench.Task.Gauges.HandlerLimit);

            // Of at most so many calls at once, the oldest ends.
            bench.Time.Advance(Work / Math.Min(Capacity, _calls.Count));
            _calls.Dequeue().Succeed();
            bench.Task.FinishHandlers();
        }

        limits[0].Should().Be(2);
        limits.Max().Should().BeLessThan(3 * Capacity);
        limits[10_000..].Average().Should().BeInRange(Capacity, 1.8 * Capacity);
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(20_000);
    }

    [Test]
    public void A_number_that_is_fixed_is_shown_too()
    {
        using var bench = Start(AsyncOptions.WithConcurrency(7));
        bench.Task.Gauges.HandlerLimit.Should().Be(7);
    }

    private TaskBench Start(AsyncOptions options)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").ForEachAsync(
            (_, _) =>
            {
                var call = new TestHandler();
                _calls.Enqueue(call);
                return call.WithoutResult;
            },
            options);
        return new TaskBench(builder.Build()).Assign("in");
    }
}
