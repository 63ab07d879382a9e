using Commands.Streams.State;
using Commands.Streams.Testing;

namespace Commands.Streams.DocumentationTests.Snippets;

public class WindowSnippets
{
    [Test]
    public void Clicks_are_counted_by_the_minute()
    {
        var builder = new StreamsBuilder();

        // begin: tumbling
        KTable<Windowed<string>, long?> clicks = builder.Stream<string, string>("clicks").GroupByKey()
            .WindowedBy(TimeWindows.OfSizeAndGrace(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)))
            .Count(Materialized.As<string, long?>("clicks-by-minute"));
        clicks.ToStream((key, _) => $"{key.Key}@{key.Window.Start}").To("out");
        // end: tumbling

        Play(builder, 0, 59_999, 60_000, 59_000).Should().Equal(("ada@0", 1), ("ada@0", 2), ("ada@60000", 1), ("ada@0", 3));
    }

    [Test]
    public void Hopping_windows_overlap()
    {
        var builder = new StreamsBuilder();
        var grouped = builder.Stream<string, string>("clicks").GroupByKey();

        // begin: hopping
        var clicks = grouped.WindowedBy(TimeWindows.OfSizeWithNoGrace(TimeSpan.FromMinutes(5)).AdvanceBy(TimeSpan.FromMinutes(1))).Count();
        // end: hopping

        clicks.ToStream((key, _) => $"{key.Key}@{key.Window.Start}").To("out");
        Play(builder, 60_000).Should().Equal(("ada@0", 1), ("ada@60000", 1));
    }

    [Test]
    public void Sliding_windows_move_with_the_records()
    {
        var builder = new StreamsBuilder();
        var grouped = builder.Stream<string, string>("clicks").GroupByKey();

        // begin: sliding
        var clicks = grouped.WindowedBy(SlidingWindows.OfTimeDifferenceAndGrace(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5))).Count();
        // end: sliding

        clicks.ToStream((key, _) => $"{key.Key}@{key.Window.Start}").To("out");
        Play(builder, 20_000, 25_000).Should().Equal(("ada@10000", 1), ("ada@20001", 1), ("ada@15000", 2));
    }

    [Test]
    public void Sessions_end_with_a_pause()
    {
        var builder = new StreamsBuilder();
        var grouped = builder.Stream<string, string>("clicks").GroupByKey();

        // begin: session
        var visits = grouped.WindowedBy(SessionWindows.OfInactivityGapAndGrace(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(1))).Count();
        // end: session

        visits.ToStream((key, _) => $"{key.Key}@{key.Window.Start}-{key.Window.End}").To("out");
        Play(builder, 0, 1_800_000).Should().Equal(("ada@0-0", 1), ("ada@0-0", null), ("ada@0-1800000", 2));
    }

    [Test]
    public void Windows_are_emitted_when_they_close()
    {
        var builder = new StreamsBuilder();
        var grouped = builder.Stream<string, string>("clicks").GroupByKey();

        // begin: on-close
        var clicks = grouped.WindowedBy(TimeWindows.OfSizeAndGrace(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)))
            .WithEmitStrategy(EmitStrategy.OnWindowClose)
            .Count();
        // end: on-close

        clicks.ToStream((key, _) => $"{key.Key}@{key.Window.Start}").To("out");
        Play(builder, 0, 69_999, 70_000).Should().Equal(("ada@0", 1));
    }

    [Test]
    public void Final_results_are_held_back()
    {
        var builder = new StreamsBuilder();
        var grouped = builder.Stream<string, string>("clicks").GroupByKey();

        // begin: suppress
        var final = grouped.WindowedBy(TimeWindows.OfSizeAndGrace(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)))
            .Count(Materialized.As<string, long?>("clicks-by-minute"))
            .Suppress(Suppressed.UntilWindowCloses(BufferConfig.Unbounded()).WithName("minute-closed"));
        // end: suppress

        final.ToStream((key, _) => $"{key.Key}@{key.Window.Start}").To("out");
        Play(builder, 0, 69_999, 70_000).Should().Equal(("ada@0", 1));
    }

    [Test]
    public void Changes_are_thinned_out()
    {
        var builder = new StreamsBuilder();
        var table = builder.Stream<string, string>("clicks").GroupByKey().Count();

        // begin: rate-limit
        var thinned = table.Suppress(Suppressed.UntilTimeLimit(TimeSpan.FromSeconds(5), BufferConfig.MaxRecords(10_000).EmitEarlyWhenFull()));
        // end: rate-limit

        thinned.ToStream().To("out");
        Play(builder, 0, 1_000, 5_000).Should().Equal(("ada", 3));
    }

    [Test]
    public void Duplicates_are_dropped()
    {
        var builder = new StreamsBuilder();

        // begin: deduplicate
        builder.Stream<string, string>("clicks")
            .Deduplicate((_, click) => click, within: TimeSpan.FromHours(1), named: Named.As("once"))
            .To("unique-clicks");
        // end: deduplicate

        using var driver = new TopologyTestDriver(builder.Build());
        driver.CreateInputTopic<string, string>("clicks").PipeKeyValues(("ada", "c-1"), ("ada", "c-1"), ("ada", "c-2"));
        driver.CreateOutputTopic<string, string>("unique-clicks").ReadValuesToList().Should().Equal("c-1", "c-2");
    }

    private static IReadOnlyList<(string Key, long? Value)> Play(StreamsBuilder builder, params long[] times)
    {
        using var driver = new TopologyTestDriver(builder.Build());
        var input = driver.CreateInputTopic<string, string>("clicks");
        foreach (var time in times)
        {
            input.Pipe("ada", "click", time);
        }

        return driver.CreateOutputTopic<string, long?>("out").ReadKeyValuesToList();
    }
}
