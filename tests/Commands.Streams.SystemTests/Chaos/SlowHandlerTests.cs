using System.Diagnostics;
using Commands.Streams.Records;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>
/// Twelve partitions of one worker whose synchronous handlers take a second each, exactly-once. COMMANDS_STREAMS_CHAOS_SLOW_COMMANDS sets how many commands.
/// </summary>
[NonParallelizable]
public sealed class SlowHandlerTests
{
    private const int Partitions = 12;
    private const int WorkMs = 1000;
    private const double LeastPerSecond = 0.7;

    private static readonly TimeSpan MostToEnd = TimeSpan.FromSeconds(5) + TimeSpan.FromMilliseconds(WorkMs);
    private static readonly int Commands = ChaosRun.Size("COMMANDS_STREAMS_CHAOS_SLOW_COMMANDS", 72);

    [Test]
    public async Task Every_partition_makes_progress_and_a_stop_waits_for_the_handler_at_work_alone()
    {
        ChaosRun.IgnoreUnlessAsked();
        using var kafka = RealKafka.Connect();
        var topic = await RealKafka.CreateTopicAsync(kafka, Partitions);
        using var admin = kafka.CreateAdmin();
        await admin.CreateTopicsAsync(
            [new TopicSpecification($"{topic}-before", Partitions), new TopicSpecification($"{topic}-after", Partitions)], CancellationToken.None);
        await NumberedCommands.WriteAsync(kafka, topic, Partitions, Commands);
        var process = new ChaosProcess(kafka.Description, topic, ProcessingGuarantee.ExactlyOnce, workers: 1, concurrency: 0, WorkMs);

        using var first = process.Start();
        await process.UntilHandledAsync(first, 1);
        var begin = Stopwatch.GetTimestamp();
        await process.UntilHandledAsync(first, Commands / 2);
        var rate = ((Commands / 2) - 1) / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        begin = Stopwatch.GetTimestamp();
        var code = await first.TerminateAsync();
        var ending = Stopwatch.GetElapsedTime(begin);
        process.NoteAll(first);
        var committed = CommittedRecords.ReadToEnd(kafka.Description, $"{topic}-after", Partitions);
        using var second = process.Start();
        await process.UntilHandledAsync(second, Commands);
        (await second.TerminateAsync()).Should().Be(0, second.Errors);

        TestContext.Out.WriteLine(
            $"{rate:0.00} commands a second; ended after {ending}; {committed.Count} committed by then in " +
            $"{committed.Select(record => record.Partition).Distinct().Count()} partitions");
        code.Should().Be(0, first.Errors);
        rate.Should().BeGreaterThan(LeastPerSecond);
        ending.Should().BeLessThan(MostToEnd);
        committed.Count.Should().BeGreaterThanOrEqualTo(Commands / 2);
        committed.Select(record => record.Partition).Distinct().Should().HaveCount(Partitions, "each one has its turn");
        CommittedRecords.ReadToEnd(kafka.Description, $"{topic}-after", Partitions).Select(record => record.Value).Order()
            .Should().Equal(Enumerable.Range(0, Commands).Select(NumberedCommands.TextOf).Order());
    }
}
