using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka;
using Commands.Streams.Records;

namespace Commands.Streams.SystemTests.Clients;

[TestFixture(KafkaGroupProtocol.Consumer)]
[TestFixture(KafkaGroupProtocol.Classic)]
public class TransactionTests(KafkaGroupProtocol protocol)
{
    private KafkaClient _client = null!;
    private string _topic = null!;
    private string _group = null!;
    private TopicPartition _partition;
    private GroupMember _member = null!;
    private IStreamProducer _producer = null!;

    [SetUp]
    public async Task Start()
    {
        _client = RealKafka.Connect(protocol);
        _topic = await RealKafka.CreateTopicAsync(_client, 1);
        _group = $"group-{_topic}";
        _partition = new TopicPartition(_topic, 0);
        _member = new GroupMember(_client, _group, _topic);
        _member.PollUntil(() => _member.Assigned.Count == 1, "assignment");
        _producer = CreateProducer();
        _producer.InitTransactions(GroupMember.Deadline);
    }

    [TearDown]
    public void Stop()
    {
        _producer?.Dispose();
        _member?.Dispose();
        _client?.Dispose();
    }

    [Test]
    public void Committed_records_and_offsets_with_metadata_are_seen_and_aborted_ones_are_not()
    {
        InTransaction(1, new OffsetCommit(_partition, 5, "AQAB"), commit: true);
        InTransaction(2, new OffsetCommit(_partition, 9, "no"), commit: false);
        InTransaction(3, new OffsetCommit(_partition, 7, "done"), commit: true);

        _member.TakeToEnd(_partition, atLeast: 2).Should().Equal(1, 3);
        _member.Consumer.Committed([_partition], GroupMember.Deadline).Should().Equal(new OffsetCommit(_partition, 7, "done"));
    }

    [Test]
    public void Open_transaction_hides_its_records_and_the_end_is_reached_before_them()
    {
        InTransaction(1, new OffsetCommit(_partition, 1, null), commit: true);
        _producer.BeginTransaction();
        Send(2);
        _producer.Flush(GroupMember.Deadline).Should().BeTrue();

        _member.TakeToEnd(_partition, atLeast: 1).Should().Equal(1);

        _producer.CommitTransaction(GroupMember.Deadline);
        _member.TakeToEnd(_partition, atLeast: 1).Should().Equal(2);
    }

    [Test]
    public void Producer_that_was_replaced_is_fenced()
    {
        _producer.BeginTransaction();
        Send(1);
        using var successor = CreateProducer();
        successor.InitTransactions(GroupMember.Deadline);

        var act = () => _producer.CommitTransaction(GroupMember.Deadline);

        act.Should().Throw<ClientException>().WithMessage($"*'{_group}-t'*").Which.Kind.Should().Be(ClientErrorKind.Fenced);
    }

    [Test]
    public void Member_that_was_replaced_cannot_commit_in_a_transaction()
    {
        using var successor = new GroupMember(_client, _group, _topic);
        _producer.BeginTransaction();
        Send(1);
        _member.Consumer.Close();
        successor.PollUntil(() => successor.Assigned.Count == 1, "take-over");

        var act = () =>
        {
            _producer.SendOffsetsToTransaction([new OffsetCommit(_partition, 5, null)], _member.Consumer, GroupMember.Deadline);
            _producer.CommitTransaction(GroupMember.Deadline);
        };

        act.Should().Throw<ClientException>().Which.Kind.Should().BeOneOf(ClientErrorKind.Fenced, ClientErrorKind.Abortable);
        _producer.AbortTransaction(GroupMember.Deadline);
    }

    private void InTransaction(byte value, OffsetCommit offset, bool commit)
    {
        _producer.BeginTransaction();
        Send(value);
        _producer.SendOffsetsToTransaction([offset], _member.Consumer, GroupMember.Deadline);
        if (commit)
        {
            _producer.CommitTransaction(GroupMember.Deadline);
        }
        else
        {
            _producer.Flush(GroupMember.Deadline).Should().BeTrue();
            _producer.AbortTransaction(GroupMember.Deadline);
        }
    }

    private void Send(byte value)
    {
        var record = new ProduceRecord { Value = new[] { value }, HasValue = true, Timestamp = 1_000 };
        _producer.GetTopic(_topic).TrySend(record, 0).Should().BeTrue();
    }

    private IStreamProducer CreateProducer() =>
        _client.CreateProducer(new ProducerSettings { ClientId = "writer", TransactionalId = $"{_group}-t" });
}
