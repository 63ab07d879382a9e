using Commands.Streams.Operators.Windowing;
using Commands.Streams.Processors;
using Commands.Streams.State;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Operators.Windowing;

/// <summary>When windows are closed, and what is emitted then.</summary>
public sealed class ClosingTests
{
    [TestCase(19, false, false, false, false)]
    [TestCase(20, true, false, false, true)]
    [TestCase(21, true, true, true, true)]
    public void Ends_are_inside_or_not(long closeTime, bool timeWindow, bool slidingWindow, bool session, bool released)
    {
        WindowRules.IsTimeWindowClosed(20, closeTime).Should().Be(timeWindow);
        WindowRules.IsSlidingWindowClosed(20, closeTime).Should().Be(slidingWindow);
        WindowRules.IsSessionClosed(20, closeTime).Should().Be(session);
        WindowRules.IsReleased(20, closeTime).Should().Be(released);
    }

    [TestCase(24, "k [0,20) 2 @5")]
    [TestCase(25, "-")]
    public void A_tumbling_window_takes_late_records_until_its_grace_is_over(long streamTime, string output)
    {
        using var script = Script(windows => windows.WindowedBy(TimeWindows.OfSizeAndGrace(Ms(20), Ms(5))).Count());
        script.Pipe("in k a @5");
        script.Pipe($"in other b @{streamTime}");
        script.Pipe("in k c @3").Should().Be(output);
        script.Dropped.Should().Equal(output == "-" ? [DropReason.ClosedWindow] : []);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_session_table_follows_its_records(bool isCached)
    {
        using var script = Sessions(isCached);
        script.Pipe("in a v @0").Should().Be("a [0,0] 1 @0");
        script.Pipe("in a v @10").Should().Be("a [0,0] null @0, a [0,10] 2 @10");
        script.Pipe("in b v @25").Should().Be("b [25,25] 1 @25");
        script.Pipe("in a v @5").Should().Be(isCached ? "a [0,10] 3 @10" : "-");
        script.Pipe("in b v @26").Should().Be("b [25,25] null @25, b [25,26] 2 @26");
        script.Pipe("in a v @5").Should().Be("-");
        script.Dropped.Should().Equal(isCached ? [DropReason.ClosedWindow] : [DropReason.ClosedWindow, DropReason.ClosedWindow]);
    }

    [Test]
    public void A_suppressed_session_is_released_one_millisecond_before_it_is_closed()
    {
        using var script = new TopologyScript(builder => Print(SessionCounts(builder, isCached: true)
            .Suppress(Suppressed.UntilWindowCloses(BufferConfig.Unbounded())), "[", "]"));
        script.Pipe("in a v @0").Should().Be("-");
        script.Pipe("in a v @10").Should().Be("-");
        script.Pipe("in b v @25").Should().Be("a [0,10] 2 @10");
        script.Pipe("in a v @5").Should().Be("a [0,10] 3 @10");
        script.Pipe("in b v @26").Should().Be("-");
        script.Pipe("in a v @5").Should().Be("-");
        script.Pipe("in b v @60").Should().Be("b [25,26] 2 @26");
    }

    [Test]
    public void Sessions_are_emitted_once_when_they_close()
    {
        using var script = new TopologyScript(builder => Print(
            builder.Stream<string, string>("in").GroupByKey().WindowedBy(SessionWindows.OfInactivityGapAndGrace(Ms(10), Ms(5)))
                .WithEmitStrategy(EmitStrategy.OnWindowClose).Count(),
            "[",
            "]"));
        script.Pipe("in a v @0").Should().Be("-");
        script.Pipe("in a v @10").Should().Be("-");
        script.Pipe("in b v @25").Should().Be("-");
        script.Pipe("in a v @5").Should().Be("-");
        script.Pipe("in b v @26").Should().Be("a [0,10] 2 @10");
        script.Pipe("in a v @5").Should().Be("-");
        script.Pipe("in b v @60").Should().Be("b [25,26] 2 @26");
    }

    [Test]
    public void A_jump_of_time_closes_tumbling_windows_that_a_cache_still_holds()
    {
        using var script = Script(it => it.WindowedBy(TimeWindows.OfSizeWithNoGrace(Ms(10))).WithEmitStrategy(EmitStrategy.OnWindowClose).Count());
        script.Pipe("in a v @1").Should().Be("-");
        script.Pipe("in a v @2").Should().Be("-");
        script.Pipe("in b v @1000").Should().Be("a [0,10) 2 @2");
    }

    [Test]
    public void A_jump_of_time_closes_sessions()
    {
        using var script = new TopologyScript(builder => Print(
            builder.Stream<string, string>("in").GroupByKey().WindowedBy(SessionWindows.OfInactivityGapWithNoGrace(Ms(10)))
                .WithEmitStrategy(EmitStrategy.OnWindowClose).Count(),
            "[",
            "]"));
        script.Pipe("in a v @1").Should().Be("-");
        script.Pipe("in a v @5").Should().Be("-");
        script.Pipe("in b v @1000").Should().Be("a [1,5] 2 @5");
    }

    [TestCase(1000, "-")]
    [TestCase(40, "a [10,20) 1 @20")]
    public void Sliding_windows_that_a_jump_of_time_hides_are_lost_as_in_Kafka_Streams(long time, string output)
    {
        using var script = Script(
            it => it.WindowedBy(SlidingWindows.OfTimeDifferenceWithNoGrace(Ms(10))).WithEmitStrategy(EmitStrategy.OnWindowClose).Count());
        script.Pipe("in a v @20").Should().Be("-");
        script.Pipe($"in b v @{time}").Should().Be(output);
    }

    [Test]
    public void A_suppression_has_the_time_of_its_own_records()
    {
        using var script = new TopologyScript(builder =>
        {
            Print(
                builder.Stream<string, string>("in").GroupByKey().WindowedBy(TimeWindows.OfSizeWithNoGrace(Ms(10))).Count()
                    .Suppress(Suppressed.UntilWindowCloses(BufferConfig.Unbounded())),
                "[",
                ")");
            builder.Stream<string, string>("other").To("out2");
        });
        script.Pipe("in a v @1").Should().Be("-");
        script.Pipe("other x v @1000").Should().Be("-");
        script.Pipe("in a v @2").Should().Be("-");
        script.Pipe("in a v @12").Should().Be("a [0,10) 2 @2");
    }

    [Test]
    public void Unlimited_windows_hold_everything_from_their_start()
    {
        using var script = new TopologyScript(builder => builder.Stream<string, string>("in").GroupByKey()
            .WindowedBy(UnlimitedWindows.StartOn(DateTimeOffset.UnixEpoch.AddMilliseconds(10))).Count()
            .ToStream((key, _) => key.Key).MapValues(count => $"{count}").To("out"));
        script.Pipe("in a v @9").Should().Be("-");
        script.Pipe("in a v @10").Should().Be("a 1 @10");
        script.Pipe("in a v @100000000").Should().Be("a 2 @100000000");
        script.Pipe("in a v @11").Should().Be("a 3 @100000000");
    }

    [TestCase(20, 20)]
    [TestCase(20, 3)]
    public void A_record_at_the_end_of_time_does_no_harm(int size, int advance)
    {
        using var script = Script(it => it.WindowedBy(TimeWindows.OfSizeAndGrace(Ms(size), Ms(100)).AdvanceBy(Ms(advance))).Count());
        script.Pipe($"in a v @{long.MaxValue}").Should().NotBe("-");
        script.Pipe("in a v @5").Should().Be("-");
        script.Dropped.Should().OnlyContain(reason => reason == DropReason.ClosedWindow);
    }

    [Test]
    public void A_session_and_a_sliding_window_at_the_end_of_time_do_no_harm()
    {
        using var sessions = Sessions(isCached: true);
        sessions.Pipe($"in a v @{long.MaxValue}").Should().Be($"a [{long.MaxValue},{long.MaxValue}] 1 @{long.MaxValue}");
        using var sliding = Script(it => it.WindowedBy(SlidingWindows.OfTimeDifferenceWithNoGrace(Ms(10))).Count());
        sliding.Pipe($"in a v @{long.MaxValue}").Should().Be("-");
        sliding.Dropped.Should().Equal(DropReason.ClosedWindow);
    }

    private static TopologyScript Sessions(bool isCached) => new(builder => Print(SessionCounts(builder, isCached), "[", "]"));

    private static KTable<Windowed<string>, long?> SessionCounts(StreamsBuilder builder, bool isCached)
    {
        var materialized = Materialized.As<string, long?>("s");
        return builder.Stream<string, string>("in").GroupByKey().WindowedBy(SessionWindows.OfInactivityGapAndGrace(Ms(10), Ms(5)))
            .Count(isCached ? materialized : materialized.WithCachingDisabled());
    }

    private static TopologyScript Script(Func<KGroupedStream<string, string>, KTable<Windowed<string>, long?>> count) =>
        new(builder => Print(count(builder.Stream<string, string>("in").GroupByKey()), "[", ")"));

    private static void Print(KTable<Windowed<string>, long?> table, string left, string right) => table
        .ToStream((key, _) => $"{key.Key} {left}{key.Window.Start},{key.Window.End}{right}")
        .MapValues(count => count is null ? null : $"{count}")
        .To("out");

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
