using Commands.Streams.Diagnostics;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Tests.Processing;

/// <summary>A handler of one key does not end: the other keys go on until the done-set is full, and no longer.</summary>
public sealed class StuckHandlerTests
{
    private const int Keys = 10;
    private const int Concurrency = 4;
    private const int Records = 30_000;

    private readonly CollectingLogger _logger = new();
    private readonly TaskMeter _meter = new();
    private readonly List<int> _others = [];
    private TestHandler _stuck = new();
    private bool _isStuck = true;
    private int _added;

    [TearDown]
    public void End() => _meter.Dispose();

    [Test]
    public void Others_go_on_until_the_done_set_is_full_which_is_said_once_and_ends_with_the_handler()
    {
        using var bench = Start();
        var metrics = new TaskMetricsPublisher(bench.Task.Metrics, _meter.ApplicationId, "0_0");
        Add(bench, Records);
        var taken = 0;
        for (var turn = 0; turn < 100; turn++)
        {
            taken += bench.Run(atMost: 1_000);
            metrics.Publish(bench.Task.Gauges);
        }

        // In the set, each record of the stuck key takes a byte, and the run of others behind it another.
        taken.Should().BeInRange(Keys * 1_500, Keys * 1_536);
        _others.Should().HaveCount(taken - 1 - ((taken - 1) / Keys)).And.BeInAscendingOrder("each is handled when it is taken");
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(0);
        _logger.Lines.Should().ContainSingle();
        _logger.Lines[0].Level.Should().Be(LogLevel.Warning);
        _logger.Lines[0].Text.Should().StartWith("Task 0_0 is paused: the records of in-0 done beyond offset 0 no longer fit");
        Gauges().Should().Equal(1, new MetadataRoom().DoneSetBeforeOneMore + 1, 1, Concurrency, 1, (taken - 1) / Keys);

        _isStuck = false;
        _stuck.Succeed();
        bench.Run();
        metrics.Publish(bench.Task.Gauges);
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(Records);
        _logger.Lines.Should().ContainSingle();
        Gauges().Should().Equal(0, 0, 0, Concurrency, 0, 0);
        metrics.Publish(default);
        Gauges().Should().OnlyContain(gauge => gauge == 0, "a task that ends takes its share with it");
    }

    [Test]
    public void A_set_that_stays_near_its_limit_is_reported_once_and_one_that_fills_up_anew_again()
    {
        using var bench = Start();
        Add(bench, 2 * Records);
        bench.Run();
        for (var offset = 1; offset <= 50; offset++)
        {
            // The next record of the key is as stuck; there is a little more room, for a moment.
            _stuck.Succeed();
            bench.Run().Should().BePositive();
            bench.Task.Gauges.FullDoneSets.Should().Be(1);
            bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(offset * Keys);
        }

        _logger.Lines.Should().ContainSingle();

        _isStuck = false;
        _stuck.Succeed();
        bench.Run();
        bench.Commit().Should().ContainSingle().Which.Offset.Should().Be(2 * Records);
        _isStuck = true;
        Add(bench, Records);
        bench.Run();
        _logger.Lines.Select(line => line.Text).Should().HaveCount(2).And.Subject.Last().Should().Contain($"of in-0 done beyond offset {2 * Records} ");
    }

    [Test]
    public void A_lane_that_is_stuck_takes_one_handler_and_no_more()
    {
        using var bench = Start();
        bench.Add("in", [.. Enumerable.Range(0, 1_000).Select(i => TestRecord.Text(i, "stuck", $"{i}")), TestRecord.Text(1_000, "other", "1000")]);
        bench.Run().Should().Be(1_001);
        _others.Should().Equal(1_000);
    }

    private TaskBench Start()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").ForEachAsync((record, _) => Handle(record), AsyncOptions.WithConcurrency(Concurrency));
        return new TaskBench(builder.Build(), settings => settings with { Logger = _logger }).Assign("in");
    }

    private void Add(TaskBench bench, int count)
    {
        bench.Add("in", [.. Enumerable.Range(_added, count).Select(i => TestRecord.Text(i, i % Keys == 0 ? "stuck" : $"k{i % Keys}", $"{i}"))]);
        _added += count;
    }

    private ValueTask Handle(Record<string, string> record)
    {
        if (record.Key != "stuck")
        {
            _others.Add(int.Parse(record.Value));
            return ValueTask.CompletedTask;
        }

        _stuck = new TestHandler();
        return _isStuck ? _stuck.WithoutResult : ValueTask.CompletedTask;
    }

    private long[] Gauges() =>
    [
        .. ((string[])["done_set.full", "done_set.size", "handlers.running", "handlers.limit", "lanes.used", "lanes.waiting"])
            .Select(name => _meter[$"task.{name}"]),
    ];
}
