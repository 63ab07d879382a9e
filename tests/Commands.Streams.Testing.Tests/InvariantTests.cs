using System.Buffers.Binary;
using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Testing.Brokers;
using Commands.Streams.Testing.Invariants;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Tests;

/// <summary>Logs in which something is wrong, and the invariant that says so.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class InvariantTests
{
    private static readonly RecordFlow Flow = new("in", "out", Number, Number);

    private readonly SimulatedCluster _cluster = new();
    private long _sequence;

    [SetUp]
    public void CreateTopics()
    {
        _cluster.CreateTopic("in", 1);
        _cluster.CreateTopic("out", 2);
    }

    [TestCase(1, 2, null)]
    [TestCase(2, 1, "Out of the order of sending")]
    public void Transactions_are_visible_in_the_order_of_sending(long first, long second, string? violation)
    {
        var transaction = Begin();
        Send(transaction, 0, 1, first);
        Send(transaction, 0, 2, second);
        Commit(transaction);
        _cluster.Sends.Next("producer", 0);
        _cluster.Sends.Next("producer", 0);

        Check(new WholeTransactions(), violation);
    }

    [Test]
    public void A_gap_in_a_transaction_is_found()
    {
        var transaction = Begin();
        Send(transaction, 0, 1, 1);
        Commit(transaction);
        _cluster.Sends.Next("producer", 0);
        _cluster.Sends.Next("producer", 0);

        Check(new WholeTransactions(), "A part of a transaction: 1 of its 2 records are visible");
    }

    [TestCase(true, null)]
    [TestCase(false, "Torn: what record 7 has written became visible by two transactions")]
    public void Effects_of_one_record_belong_to_one_transaction(bool isOne, string? violation)
    {
        var one = Begin();
        var other = isOne ? one : Begin();
        Send(one, 0, 7, 1);
        Send(other, 1, 7, 2);
        Commit(one);
        Commit(other);

        Check(new NothingTorn([Flow]), violation);
    }

    [TestCase(true, null)]
    [TestCase(false, "Invented: out-0 offset 0 is the effect of record 7")]
    public void Effects_of_what_was_aborted_are_found(bool isCommitted, string? violation)
    {
        var input = Begin();
        _cluster.Topics.Get("in").Logs[0].Append(Record(7), new ProducerIdentity(8, 0), 0, input);
        input.Decide(isCommitted, default);
        input.Complete(0);
        _cluster.Topics.Get("out").Logs[0].Append(Record(7));

        Check(new NothingInvented(Flow), violation);
    }

    [Test]
    public void A_commit_beyond_what_has_an_effect_is_found()
    {
        _cluster.Topics.Get("in").Logs[0].Append(Record(7));
        var invariant = new CommittedWorkIsFinished(Flow);

        invariant.CheckCommit(_cluster, new OffsetCommit(new TopicPartition("in", 0), 1, null)).Should().StartWith("Committed too early");

        _cluster.Topics.Get("out").Logs[0].Append(Record(7));
        invariant.CheckCommit(_cluster, new OffsetCommit(new TopicPartition("in", 0), 1, null)).Should().BeNull();
    }

    private static InMemoryRecord Record(long number)
    {
        var value = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(value, number);
        return new InMemoryRecord(null, value, 0, Headers.Empty);
    }

    private static long? Number(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers) => BinaryPrimitives.ReadInt64BigEndian(value);

    private static LogTransaction Begin() => new(default);

    private static void Commit(LogTransaction transaction)
    {
        if (!transaction.IsEnded)
        {
            transaction.Decide(commit: true, default);
            transaction.Complete(0);
        }
    }

    private void Send(LogTransaction transaction, int partition, long number, long mark) => _cluster.Topics.Get("out").Logs[partition]
        .Append(Record(number) with { Mark = new SendMark("producer", 0, mark) }, new ProducerIdentity(_sequence++, 0), 0, transaction)
        .Should().Be(AppendResult.Appended);

    private void Check(SimulationInvariant invariant, string? violation)
    {
        if (violation is null)
        {
            invariant.CheckEnd(_cluster).Should().BeNull();
        }
        else
        {
            invariant.CheckEnd(_cluster).Should().StartWith(violation);
        }
    }
}
