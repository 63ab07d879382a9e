using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Contract;

/// <summary>What the engine relies on, whatever the cluster. Each fixture runs it on one; what a cluster cannot do is ignored there by name.</summary>
internal abstract partial class PortContract
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private IStreamsClient _client = null!;
    private string _topic = null!;
    private string _group = null!;

    protected abstract IStreamsClient Connect();

    protected abstract Task CreateTopicAsync(string name, int partitions);

    protected abstract Task DeleteTopicAsync(string name);

    protected virtual async Task RecreateTopicAsync(string name, int partitions)
    {
        await DeleteTopicAsync(name);
        await CreateTopicAsync(name, partitions);
    }

    /// <summary>Creates a topic of one partition, compacts it once it is filled, and returns the values of records that this took.</summary>
    protected abstract Task<string> FillAndCompactAsync(string name, Action fill);

    /// <summary>Whether topics are described with their settings.</summary>
    protected virtual bool KeepsSettings => true;

    [SetUp]
    public void SetUp()
    {
        _client = Connect();
        _topic = $"topic-{Guid.NewGuid():N}";
        _group = $"group-{Guid.NewGuid():N}";
    }

    [TearDown]
    public void TearDown() => _client?.Dispose();

    [Test]
    public async Task Record_is_read_as_it_was_written()
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateProducer();
        var record = Text(0, "v");
        record.Timestamp = 1_234;
        record.Headers = Headers.Empty.Add("a", "1").Add("a", (byte[]?)null);
        producer.GetTopic(_topic).TrySend(in record, 0).Should().BeTrue();
        var tombstone = new ProduceRecord { Key = "k"u8, HasKey = true, Timestamp = 5 };
        producer.GetTopic(_topic).TrySend(in tombstone, 0).Should().BeTrue();
        producer.Flush(Long).Should().BeTrue();
        using var member = Join();

        var read = new List<(string Text, long Offset, long Timestamp, string Headers)>();
        ContractMember.PollUntil(
            () =>
            {
                while (member.Assigned.Count > 0 && member.Consumer.Take(Partition(0), 10) is { } batch)
                {
                    for (var i = 0; i < batch.Count; i++)
                    {
                        batch.Read(i, out var raw);
                        var headers = string.Join(
                            ",",
                            batch.ReadHeaders(i).Select(header => $"{header.Name}={(header.Value is null ? "null" : Encoding.UTF8.GetString(header.Value))}"));
                        read.Add(($"{raw.HasKey} {raw.HasValue}", raw.Offset, raw.Timestamp, headers));
                    }

                    batch.Dispose();
                }

                return read.Count == 2;
            },
            "two records",
            member);
        read.Should().Equal(("False True", 0, 1_234, "a=1,a=null"), ("True False", 1, 5, string.Empty));
    }

    [Test]
    public async Task Headers_are_found_on_the_records_that_have_some_whatever_their_values_are()
    {
        const int count = 600;
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateProducer();
        for (var i = 0; i < count; i++)
        {
            var record = new ProduceRecord { Key = "k"u8, HasKey = i % 2 == 0, Value = ValueOf(i), HasValue = i % 5 != 0, Timestamp = 1 + i };
            record.Headers = i % 3 == 0 ? Headers.Empty.Add("i", $"{i}") : Headers.Empty;
            producer.GetTopic(_topic).TrySend(in record, 0).Should().BeTrue();
        }

        producer.Flush(Long).Should().BeTrue();
        using var member = Join();
        var read = new List<string>();
        ContractMember.PollUntil(
            () =>
            {
                while (member.Assigned.Count > 0 && member.Consumer.Take(Partition(0), 100) is { } batch)
                {
                    for (var i = 0; i < batch.Count; i++)
                    {
                        read.Add(string.Join(",", batch.ReadHeaders(i).Select(header => $"{header.Name}={Encoding.UTF8.GetString(header.Value!)}")));
                        batch.TryReadHeader(i, "i"u8, out _).Should().Be(read[^1].Length > 0);
                    }

                    batch.Dispose();
                }

                return read.Count == count;
            },
            "all records",
            member);
        read.Should().Equal(Enumerable.Range(0, count).Select(i => i % 3 == 0 ? $"i={i}" : string.Empty));

        // Lengths from none up to several hundred, the last byte zero or not, and many that are empty.
        static byte[] ValueOf(int i) =>
            i % 7 == 0 ? [] : [.. Enumerable.Range(0, i).Select(at => (byte)(at * 7)), .. i % 4 < 2 ? [] : new byte[] { (byte)(i % 2) }];
    }

    [Test]
    public async Task Member_starts_where_its_group_committed_and_finds_the_metadata()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abcd");
        using (var first = Join())
        {
            first.Take(Partition(0), 4).Should().Be("abcd");
            first.Consumer.Commit([new OffsetCommit(Partition(0), 2, "meta")]);
            first.Consumer.Close();
        }

        using var second = Join();

        second.Take(Partition(0), 2).Should().Be("cd");
        second.Consumer.Committed([Partition(0)], Long).Should().Equal(new OffsetCommit(Partition(0), 2, "meta"));
    }

    [Test]
    public async Task Nothing_is_committed_at_first()
    {
        await CreateTopicAsync(_topic, 1);
        using var member = Join();
        ContractMember.PollUntil(() => member.Assigned.Count == 1, "an assignment", member);

        member.Consumer.Committed([Partition(0)], Long)[0].Offset.Should().Be(Offsets.Unknown);
    }

    [Test]
    public async Task Seek_goes_to_an_offset_and_to_both_ends()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abc");
        using var member = Join();
        member.Take(Partition(0), 3).Should().Be("abc");

        member.Consumer.Seek(Partition(0), 1);
        member.Take(Partition(0), 2).Should().Be("bc");
        member.Consumer.Seek(Partition(0), Offsets.Beginning);
        member.Take(Partition(0), 1).Should().Be("a");
        member.Consumer.Seek(Partition(0), Offsets.End);
        ContractMember.PollUntil(() => member.Consumer.Take(Partition(0), 1) is null && member.Consumer.IsAtEnd(Partition(0)), "the end", member);
        Send("d");
        member.Take(Partition(0), 1).Should().Be("d");
    }

    [Test]
    public async Task End_is_reached_when_all_that_was_fetched_is_taken()
    {
        await CreateTopicAsync(_topic, 1);
        Send("ab");
        using var member = Join();
        ContractMember.PollUntil(() => member.Assigned.Count == 1, "an assignment", member);
        member.Consumer.IsAtEnd(Partition(0)).Should().BeFalse();

        member.Take(Partition(0), 1);
        member.Consumer.IsAtEnd(Partition(0)).Should().BeFalse();
        member.Take(Partition(0), 1);
        ContractMember.PollUntil(() => member.Consumer.Take(Partition(0), 1) is null && member.Consumer.IsAtEnd(Partition(0)), "the end", member);
    }

    [Test]
    public async Task Second_member_gets_half_after_the_first_has_committed_and_all_when_the_first_leaves()
    {
        await CreateTopicAsync(_topic, 4);
        using var first = Join();
        ContractMember.PollUntil(() => first.Assigned.Count == 4, "all partitions", first);
        first.Revoking = partitions => first.Consumer.Commit([.. partitions.Select(partition => new OffsetCommit(partition, 7, "left"))]);

        using var second = Join();
        ContractMember.PollUntil(() => first.Assigned.Count == 2 && second.Assigned.Count == 2, "two each", first, second);

        first.Assigned.Should().NotIntersectWith(second.Assigned);
        second.Consumer.Committed([.. second.Assigned], Long).Should().OnlyContain(commit => commit.Offset == 7 && commit.Metadata == "left");
        first.Consumer.Close();
        ContractMember.PollUntil(() => second.Assigned.Count == 4, "all partitions", second);
    }

    [Test]
    public async Task Publisher_says_where_a_record_landed()
    {
        await CreateTopicAsync(_topic, 4);
        await using var publisher = _client.CreatePublisher("issuer");
        var expected = Murmur2.Partition("key"u8, 4);

        var written = await publisher.PublishAsync(_topic, Keyed("key"), Long);

        written.Partition.Should().Be(new TopicPartition(_topic, expected));
        written.Offset.Should().Be(0);
    }

    [Test]
    public async Task Partition_that_does_not_exist_is_refused_at_once()
    {
        await CreateTopicAsync(_topic, 2);
        using var producer = CreateProducer();
        var topic = producer.GetTopic(_topic);
        topic.PartitionCount.Should().Be(2);

        var send = () => topic.TrySend(Text(5, "v"), 0);

        send.Should().Throw<ClientException>();
    }

    [Test]
    public async Task Admin_counts_partitions_and_leaves_existing_topics_alone()
    {
        await CreateTopicAsync(_topic, 3);
        using var admin = _client.CreateAdmin();

        await admin.CreateTopicsAsync([new TopicSpecification(_topic, 5)], CancellationToken.None);

        (await admin.GetPartitionCountsAsync([_topic], CancellationToken.None)).Should().Equal(new Dictionary<string, int> { [_topic] = 3 });
        (await admin.ListTopicsAsync(CancellationToken.None)).Should().Contain(_topic);
    }

    [Test]
    public async Task Log_end_is_reached_when_all_of_the_log_is_taken_and_left_again_by_a_seek()
    {
        await CreateTopicAsync(_topic, 2);
        Send("ab");
        using var member = Join();
        ContractMember.PollUntil(() => member.Assigned.Count == 2, "an assignment", member);
        member.Consumer.IsAtLogEnd(Partition(0)).Should().BeFalse();

        ContractMember.PollUntil(() => member.Consumer.Take(Partition(1), 1) is null && member.Consumer.IsAtLogEnd(Partition(1)), "an empty log's end", member);
        member.Take(Partition(0), 1).Should().Be("a");
        member.Consumer.IsAtLogEnd(Partition(0)).Should().BeFalse();
        member.Take(Partition(0), 1).Should().Be("b");
        ContractMember.PollUntil(() => member.Consumer.Take(Partition(0), 1) is null && member.Consumer.IsAtLogEnd(Partition(0)), "the log's end", member);

        member.Consumer.Seek(Partition(0), 1);
        member.Consumer.IsAtLogEnd(Partition(0)).Should().BeFalse();
        member.Take(Partition(0), 1).Should().Be("b");
        ContractMember.PollUntil(() => member.Consumer.Take(Partition(0), 1) is null && member.Consumer.IsAtLogEnd(Partition(0)), "the log's end", member);
    }

    private static ProduceRecord Text(int partition, string value) =>
        new() { Value = Encoding.UTF8.GetBytes(value), HasValue = true, Partition = partition, Timestamp = 1_000 };

    private static ProduceRecord Keyed(string key) => new()
    {
        Key = Encoding.UTF8.GetBytes(key),
        HasKey = true,
        Partition = ProduceRecord.AnyPartition,
        Timestamp = 1_000,
    };

    private OffsetCommit CommittedWhenStable(ContractMember member)
    {
        OffsetCommit found = default;
        ContractMember.PollUntil(
            () =>
            {
                try
                {
                    found = member.Consumer.Committed([Partition(0)], Long)[0];
                    return true;
                }
                catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
                {
                    return false;
                }
            },
            "a stable offset",
            member);
        return found;
    }

    private TopicPartition Partition(int number) => new(_topic, number);

    private ContractMember Join() => new(_client, _group, _topic);

    private IStreamProducer CreateProducer() => _client.CreateProducer(new ProducerSettings { ClientId = "writer" });

    private IStreamProducer CreateTransactional(string id)
    {
        if (!_client.SupportsExactlyOnce)
        {
            Assert.Ignore("The cluster has no transactions that keep offsets and hide aborted records.");
        }

        var producer = _client.CreateProducer(new ProducerSettings { ClientId = "writer", TransactionalId = id });
        producer.InitTransactions(Long);
        return producer;
    }

    private void Transact(IStreamProducer producer, string values, bool commit)
    {
        producer.BeginTransaction();
        Send(producer, values);
        producer.Flush(Long).Should().BeTrue();
        if (commit)
        {
            producer.CommitTransaction(Long);
        }
        else
        {
            producer.AbortTransaction(Long);
        }
    }

    private void Send(IStreamProducer producer, string values)
    {
        foreach (var value in values)
        {
            producer.GetTopic(_topic).TrySend(Text(0, value.ToString()), 0).Should().BeTrue();
        }
    }

    private void Send(string values)
    {
        using var producer = CreateProducer();
        Send(producer, values);
        producer.Flush(Long).Should().BeTrue();
    }
}
