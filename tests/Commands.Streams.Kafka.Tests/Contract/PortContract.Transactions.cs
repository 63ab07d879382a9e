using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Kafka.Tests.Contract;

/// <content>Transactions.</content>
internal abstract partial class PortContract
{
    [Test]
    public async Task Records_of_an_aborted_transaction_are_hidden_and_those_of_an_open_one_wait()
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional("t");
        using var member = Join();

        Transact(producer, "ab", commit: false);
        Transact(producer, "cd", commit: true);
        producer.BeginTransaction();
        Send(producer, "e");
        producer.Flush(Long).Should().BeTrue();
        Send("f");

        member.Take(Partition(0), 2).Should().Be("cd");
        ContractMember.PollUntil(
            () => member.Consumer.Take(Partition(0), 1) is null && member.Consumer.IsAtEnd(Partition(0)), "the last stable offset", member);
        producer.CommitTransaction(Long);
        member.Take(Partition(0), 2).Should().Be("ef");
    }

    [Test]
    public async Task Open_transaction_lies_before_the_end_of_the_log_until_it_has_ended([Values] bool commit)
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional($"id-{Guid.NewGuid():N}");
        Send("a");
        producer.BeginTransaction();
        Send(producer, "b");
        producer.Flush(Long).Should().BeTrue();
        using var member = Join();
        member.Take(Partition(0), 1).Should().Be("a");

        ContractMember.PollUntil(
            () => member.Consumer.Take(Partition(0), 1) is null && member.Consumer.IsAtEnd(Partition(0)), "the last stable offset", member);
        member.Consumer.IsAtLogEnd(Partition(0)).Should().BeFalse();
        if (commit)
        {
            producer.CommitTransaction(Long);
            member.Take(Partition(0), 1).Should().Be("b");
        }
        else
        {
            producer.AbortTransaction(Long);
        }

        ContractMember.PollUntil(() => member.Consumer.Take(Partition(0), 1) is null && member.Consumer.IsAtLogEnd(Partition(0)), "the log's end", member);
    }

    [Test]
    public async Task Offsets_of_a_transaction_are_committed_with_it_or_not_at_all()
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional("t");
        using var member = Join();
        ContractMember.PollUntil(() => member.Assigned.Count == 1, "an assignment", member);

        producer.BeginTransaction();
        producer.SendOffsetsToTransaction([new OffsetCommit(Partition(0), 5, "first")], member.Consumer, Long);
        producer.CommitTransaction(Long);
        CommittedWhenStable(member).Should().Be(new OffsetCommit(Partition(0), 5, "first"));

        producer.BeginTransaction();
        producer.SendOffsetsToTransaction([new OffsetCommit(Partition(0), 9, "second")], member.Consumer, Long);
        producer.AbortTransaction(Long);
        CommittedWhenStable(member).Should().Be(new OffsetCommit(Partition(0), 5, "first"));
    }

    [Test]
    public async Task Newer_producer_of_a_transactional_id_aborts_and_fences_the_older()
    {
        await CreateTopicAsync(_topic, 1);
        var id = $"id-{Guid.NewGuid():N}";
        using var older = CreateTransactional(id);
        older.BeginTransaction();
        Send(older, "a");
        older.Flush(Long);

        using var newer = CreateTransactional(id);
        Transact(newer, "b", commit: true);

        var commit = () => older.CommitTransaction(Long);
        commit.Should().Throw<ClientException>().Which.Kind.Should().Be(ClientErrorKind.Fenced);
        using var member = Join();
        member.Take(Partition(0), 1).Should().Be("b");
    }
}
