using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Workers;

/// <summary>Which records of transactions a worker reads.</summary>
public sealed class IsolationTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> _handled = new();

    [TestCase(ProcessingGuarantee.AtLeastOnce)]
    [TestCase(ProcessingGuarantee.ExactlyOnce)]
    public void Records_of_aborted_transactions_are_not_handled(ProcessingGuarantee guarantee)
    {
        using var worker = Worker(options => options with { Guarantee = guarantee });
        Write(worker, "aborted", commits: false);
        Write(worker, "committed", commits: true);
        worker.RunUntil(() => worker.Committed("in", 0) == 4, "everything is committed, markers included");
        _handled.Should().Equal("committed");
    }

    [Test]
    public void At_least_once_may_read_uncommitted_records()
    {
        using var worker = Worker(options => options with { ReadCommitted = false });
        Write(worker, "aborted", commits: false);
        Write(worker, "committed", commits: true);
        worker.RunUntil(() => worker.Committed("in", 0) == 4, "everything is committed, markers included");
        _handled.Should().Equal("aborted", "committed");
    }

    private static void Write(SteppedWorker worker, string value, bool commits)
    {
        using var producer = worker.Faults.CreateProducer(new ProducerSettings { ClientId = "test", TransactionalId = "test" });
        producer.InitTransactions(Long);
        producer.BeginTransaction();
        var record = new ProduceRecord { Value = System.Text.Encoding.UTF8.GetBytes(value), HasValue = true, Partition = 0, Timestamp = 1 };
        producer.GetTopic("in").TrySend(in record, 0).Should().BeTrue();
        producer.Flush(Long).Should().BeTrue();
        if (commits)
        {
            producer.CommitTransaction(Long);
        }
        else
        {
            producer.AbortTransaction(Long);
        }
    }

    private SteppedWorker Worker(Func<StreamsOptions, StreamsOptions> configure) =>
        new(builder => builder.Stream<string, string>("in").ForEach((_, value) => _handled.Enqueue(value)), configure);
}
