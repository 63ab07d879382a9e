using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AsynchronousHandlerTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private TopologyTestDriver? _driver;

    [Test]
    public void Handler_that_yields_ends_before_pipe_returns_on_the_same_thread()
    {
        var thread = 0;
        var driver = Start(async _ =>
        {
            await Task.Yield();
            thread = Environment.CurrentManagedThreadId;
        });

        Pipe("a");

        driver.RunningHandlers.Should().Be(0);
        thread.Should().Be(Environment.CurrentManagedThreadId);
        Output().Should().Equal("a!");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Handler_that_waits_for_the_clock_ends_when_it_is_advanced(bool capture)
    {
        var driver = Start(async _ => await Task.Delay(TimeSpan.FromMilliseconds(10), _clock).ConfigureAwait(capture));

        Pipe("a");
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(9));
        driver.RunningHandlers.Should().Be(1);
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(1));

        driver.RunningHandlers.Should().Be(0);
        Output().Should().Equal("a!");
    }

    [Test]
    public void One_advance_carries_handlers_that_wait_one_after_the_other()
    {
        var driver = Start(async _ =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), _clock);
            await Task.Delay(TimeSpan.FromMilliseconds(5), _clock);
        });
        Pipe("a", "b", "c");

        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(30));

        Output().Should().Equal("a!", "b!", "c!");
        _clock.GetUtcNow().ToUnixTimeMilliseconds().Should().Be(30);
    }

    [Test]
    public void Handlers_beyond_the_concurrency_wait_and_lanes_keep_their_order()
    {
        var started = new List<string?>();
        var driver = Start(
            async value =>
            {
                started.Add(value);
                await Task.Delay(TimeSpan.FromMilliseconds(10), _clock);
            },
            concurrency: 2);
        driver.CreateInputTopic<string?, string?>("in").PipeKeyValues(("k", "1"), ("k", "2"), ("other", "3"), ("third", "4"));

        started.Should().Equal("1", "3");
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(10));
        started.Should().Equal("1", "3", "4", "2");
    }

    [Test]
    public void Work_that_is_not_finished_is_not_committed()
    {
        var driver = Start(value => value == "slow" ? Task.Delay(TimeSpan.FromMilliseconds(10), _clock) : Task.CompletedTask, concurrency: 2);

        driver.CreateInputTopic<string?, string?>("in").PipeKeyValues(("k", "slow"), ("other", "quick"));
        driver.CommittedOffsets[new TopicPartition("in", 0)].Offset.Should().Be(0);
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(10));

        driver.CommittedOffsets[new TopicPartition("in", 0)].Offset.Should().Be(2);
        Output().Should().Equal("quick!", "slow!");
    }

    [Test]
    public void Signal_given_by_the_test_is_waited_for([Values] bool fromAnotherThread)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var driver = Start(async _ => await signal.Task.ConfigureAwait(false));
        Pipe("a");

        if (fromAnotherThread)
        {
            ThreadPool.QueueUserWorkItem(_ => signal.SetResult());
        }
        else
        {
            signal.SetResult();
        }

        driver.CompleteHandlers(Soon);
        Output().Should().Equal("a!");
    }

    [Test]
    public void Handlers_that_do_not_end_in_time_are_counted_in_the_error()
    {
        var driver = Start(_ => new TaskCompletionSource().Task);
        Pipe("a");

        driver.Invoking(it => it.CompleteHandlers(TimeSpan.Zero)).Should().Throw<TimeoutException>().WithMessage("*1 handler(s) still run*");
    }

    [Test]
    public void Failure_of_a_handler_surfaces_from_the_call_that_carries_on_with_it()
    {
        var driver = Start(async _ =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), _clock);
            throw new FormatException("No such address.");
        });
        Pipe("a");

        driver.Invoking(it => it.AdvanceWallClock(TimeSpan.FromMilliseconds(10)))
            .Should().Throw<ProcessingException>().WithMessage("*in-0@0*No such address.*");
    }

    [Test]
    public void Disposal_cancels_handlers_and_lets_them_clean_up()
    {
        var cleaned = false;
        var driver = Start(async (_, stopping) =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, stopping);
            }
            finally
            {
                cleaned = true;
            }
        });
        Pipe("a");

        driver.Dispose();

        cleaned.Should().BeTrue();
        Output().Should().BeEmpty();
    }

    [Test]
    public void Context_of_the_test_is_restored()
    {
        var before = SynchronizationContext.Current;
        Start(async _ => await Task.Yield());

        Pipe("a");

        SynchronizationContext.Current.Should().BeSameAs(before);
    }

    public void Dispose() => _driver?.Dispose();

    private TopologyTestDriver Start(Func<string?, Task> handler, int concurrency = 1) => Start((value, _) => handler(value), concurrency);

    private TopologyTestDriver Start(Func<string?, CancellationToken, Task> handler, int concurrency = 1)
    {
        var topology = Some.Topology(stream => stream
            .MapValuesAsync(
                async ValueTask<string?> (record, stopping) =>
                {
                    await handler(record.Value, stopping);
                    return record.Value + "!";
                },
                AsyncOptions.WithConcurrency(concurrency))
            .To("out"));
        return _driver = new TopologyTestDriver(topology, new TopologyTestDriverOptions { TimeProvider = _clock });
    }

    private void Pipe(params string?[] values) => _driver!.CreateInputTopic<string?, string?>("in").PipeValues(values);

    private IReadOnlyList<string?> Output() => _driver!.CreateOutputTopic<string?, string?>("out").ReadValuesToList();
}
