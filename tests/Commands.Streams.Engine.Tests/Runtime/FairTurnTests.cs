using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime;

/// <summary>Turns of a worker whose functions are slow: they end after a record, so that commits, the group and a stop have their time.</summary>
public sealed class FairTurnTests
{
    private const int Partitions = 12;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly List<string> _handled = [];
    private SteppedWorker? _worker;

    [Test]
    public void Slow_functions_make_progress_record_by_record_in_all_partitions([Values] ProcessingGuarantee guarantee)
    {
        using var worker = Start(guarantee, Slow);
        Write(worker, perPartition: 4);
        var begin = worker.Time.GetUtcNow();

        worker.RunUntil(() => _handled.Count == 2 * Partitions, "two of each partition are handled");

        (worker.Time.GetUtcNow() - begin).Should().BeLessThan(2 * Partitions * Slow + TimeSpan.FromSeconds(3));
        _handled.Take(Partitions).Select(value => value.Split('-')[0]).Should().OnlyHaveUniqueItems("each partition has its turn");
        worker.RunUntil(() => AllCommitted(worker, 4), "all are committed");
        _handled.Should().HaveCount(4 * Partitions).And.OnlyHaveUniqueItems();
        worker.Faults.Producers.Should().Be(1);
        if (guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            worker.Read("out").Should().BeEquivalentTo(_handled);
        }
    }

    [Test]
    public void A_transaction_is_committed_before_a_slow_record_could_make_it_too_old()
    {
        using var worker = Start(ProcessingGuarantee.ExactlyOnce, TimeSpan.FromSeconds(7));
        Write(worker, perPartition: 2);

        worker.RunUntil(() => AllCommitted(worker, 2), "all are committed");

        _handled.Should().HaveCount(2 * Partitions).And.OnlyHaveUniqueItems();
    }

    [Test]
    public void A_turn_ends_with_the_record_at_work_when_the_worker_is_to_stop([Values] ProcessingGuarantee guarantee)
    {
        using var worker = Start(guarantee, Slow);
        Write(worker, perPartition: 4);
        worker.RunUntil(() => _handled.Count > 0, "the first is handled");
        var handled = _handled.Count;

        worker.EndTurns();
        worker.Step();
        worker.Stop();

        _handled.Should().HaveCountLessThanOrEqualTo(handled + 1);
        Enumerable.Range(0, Partitions)
            .Sum(partition => Math.Max(0, worker.Committed("in", partition)))
            .Should()
            .Be(_handled.Count, "what was done is committed");
    }

    [Test]
    public void Fast_functions_read_the_clock_once_for_many_records()
    {
        var clock = new CountingClock();
        var budget = new Streams.Runtime.Workers.WorkBudget(clock);
        budget.BeginTurn(TimeSpan.FromHours(1));
        budget.BeginTask();
        var records = 0;
        while (records < 100_000)
        {
            var processed = budget.Records;
            records += processed;
            budget.Spend(processed);
        }

        clock.Reads.Should().BeLessThan(100_000 / 30);
    }

    private SteppedWorker Start(ProcessingGuarantee guarantee, TimeSpan duration) => _worker = new SteppedWorker(
        builder => builder.Stream<string, string>("in").Peek((_, value) =>
        {
            _handled.Add(value);
            _worker!.Time.Advance(duration);
        }).To("out"),
        options => options with { Guarantee = guarantee, CommitInterval = null },
        Partitions);

    private static void Write(SteppedWorker worker, int perPartition)
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            worker.Write("in", partition, [.. Enumerable.Range(0, perPartition).Select(number => $"{partition}-{number}")]);
        }
    }

    private static bool AllCommitted(SteppedWorker worker, long offset) =>
        Enumerable.Range(0, Partitions).All(partition => worker.Committed("in", partition) == offset);

    private sealed class CountingClock : TimeProvider
    {
        public int Reads { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            Reads++;
            return 0;
        }
    }
}
