using Commands.Streams.Clients;
using Commands.Streams.Kafka.Tests.Support;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Contract;

/// <content>How far a consumer has read, what it does when that is not in the log any more, and what topics are known by.</content>
internal abstract partial class PortContract
{
    [Test]
    public async Task Position_is_behind_what_was_taken_and_never_behind_what_only_waits()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abc");
        using var member = Join();
        ContractMember.PollUntil(() => member.Assigned.Count == 1, "an assignment", member);
        member.Consumer.Seek(Partition(0), Offsets.Beginning);

        member.Take(Partition(0), 1).Should().Be("a");
        member.Consumer.Position(Partition(0)).Should().Be(1);
        member.Take(Partition(0), 2).Should().Be("bc");
        TakeUntilPosition(member, 3);

        member.Consumer.Seek(Partition(0), 1);
        member.Consumer.Position(Partition(0)).Should().Be(1);
    }

    [Test]
    public async Task Position_at_the_end_of_an_empty_log_is_its_end()
    {
        await CreateTopicAsync(_topic, 1);
        using var member = Join();
        ContractMember.PollUntil(() => member.Assigned.Count == 1, "an assignment", member);

        TakeUntilPosition(member, 0);
    }

    [Test]
    public async Task Position_passes_markers_and_aborted_records_at_the_end_of_the_log()
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional($"id-{Guid.NewGuid():N}");
        Transact(producer, "ab", commit: true);
        Transact(producer, "cd", commit: false);
        using var member = Join();

        member.Take(Partition(0), 2).Should().Be("ab");
        TakeUntilPosition(member, 6);

        Transact(producer, "ef", commit: false);
        TakeUntilPosition(member, 9);
    }

    [Test]
    public async Task Position_after_a_seek_to_the_end_is_known_at_once()
    {
        await CreateTopicAsync(_topic, 1);
        Send("ab");
        using var member = Join();
        ContractMember.PollUntil(() => member.Assigned.Count == 1, "an assignment", member);

        member.Consumer.Seek(Partition(0), Offsets.End);

        member.Consumer.Position(Partition(0)).Should().Be(2);
        Send("c");
        member.Take(Partition(0), 1).Should().Be("c");
    }

    [Test]
    public async Task End_that_is_sought_lies_before_an_open_transaction()
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional($"id-{Guid.NewGuid():N}");
        Send("a");
        producer.BeginTransaction();
        Send(producer, "b");
        producer.Flush(Long).Should().BeTrue();
        using var member = Join();
        ContractMember.PollUntil(() => member.Assigned.Count == 1, "an assignment", member);

        member.Consumer.Seek(Partition(0), Offsets.End);

        member.Consumer.Position(Partition(0)).Should().Be(1);
        producer.CommitTransaction(Long);
        member.Take(Partition(0), 1).Should().Be("b");
    }

    [Test]
    public async Task Position_waits_before_an_open_transaction()
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional($"id-{Guid.NewGuid():N}");
        Transact(producer, "a", commit: true);
        producer.BeginTransaction();
        Send(producer, "b");
        producer.Flush(Long).Should().BeTrue();
        using var member = Join();

        member.Take(Partition(0), 1).Should().Be("a");
        TakeUntilPosition(member, 2);

        producer.CommitTransaction(Long);
        member.Take(Partition(0), 1).Should().Be("b");
        TakeUntilPosition(member, 4);
    }

    [Test]
    public async Task Position_that_records_were_deleted_from_is_told_with_the_bounds_of_the_log()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abcdef");
        using (var first = Join())
        {
            first.Take(Partition(0), 1).Should().Be("a");
            first.Consumer.Commit([new OffsetCommit(Partition(0), 1, null)]);
            first.Consumer.Close();
        }

        await DeleteBeforeAsync(4);
        using var second = Join();
        second.SeeksWhenLost = false;

        ContractMember.PollUntil(
            () => second.Assigned.Count == 1 && second.Consumer.Take(Partition(0), 1) is null && second.Losses.Count > 0, "a loss", second);
        second.Losses.Should().Equal((Partition(0), 1, 4, 6));
        second.Consumer.Take(Partition(0), 1).Should().BeNull("nothing is read until somebody seeks");

        second.Consumer.Seek(Partition(0), 4);
        second.Take(Partition(0), 2).Should().Be("ef");
    }

    [Test]
    public async Task Position_behind_the_log_is_told_with_the_bounds_of_the_log()
    {
        await CreateTopicAsync(_topic, 1);
        Send("ab");
        using var member = Join();
        member.SeeksWhenLost = false;
        ContractMember.PollUntil(() => member.Assigned.Count == 1, "an assignment", member);

        member.Consumer.Seek(Partition(0), 7);
        ContractMember.PollUntil(() => member.Consumer.Take(Partition(0), 1) is null && member.Losses.Count > 0, "a loss", member);

        member.Losses.Should().Equal((Partition(0), 7, 0, 2));
        member.Consumer.Seek(Partition(0), 1);
        member.Take(Partition(0), 1).Should().Be("b");
        member.Losses.Should().HaveCount(1);
    }

    [Test]
    public async Task Group_without_offsets_begins_where_its_settings_say([Values(OffsetReset.Earliest, OffsetReset.Latest)] OffsetReset reset)
    {
        await CreateTopicAsync(_topic, 1);
        Send("ab");
        using var member = new ContractMember(_client, _group, _topic, reset);
        ContractMember.PollUntil(() => member.Assigned.Count == 1, "an assignment", member);
        if (reset == OffsetReset.Latest)
        {
            TakeUntilPosition(member, 2);
            Send("c");
        }

        member.Take(Partition(0), 1).Should().Be(reset == OffsetReset.Latest ? "c" : "a");
        member.Losses.Should().BeEmpty();
    }

    [Test]
    public async Task Topic_that_was_created_anew_has_another_id()
    {
        await CreateTopicAsync(_topic, 1);
        using var consumer = _client.CreateConsumer(new ConsumerSettings { GroupId = _group, ClientId = "reader", Wake = () => { } });
        var absent = $"absent-{Guid.NewGuid():N}";

        var first = consumer.TopicIds([_topic, absent], Long);
        first.Keys.Should().Equal(_topic);
        first[_topic].Should().NotBeEmpty();
        using var admin = _client.CreateAdmin();
        var details = await admin.DescribeTopicsAsync([_topic, absent], CancellationToken.None);
        details.Keys.Should().Equal(_topic);
        details[_topic].Id.Should().Be(first[_topic]);
        details[_topic].PartitionCount.Should().Be(1);
        (await admin.GetTopicIdsAsync([_topic, absent], CancellationToken.None)).Should().Equal(first);
        (await admin.ListTopicsAsync(CancellationToken.None)).Should().NotContain(absent, "asking creates no topic");

        await DeleteTopicAsync(_topic);
        await CreateTopicAsync(_topic, 2);
        consumer.TopicIds([_topic], Long)[_topic].Should().NotBeEmpty().And.NotBe(first[_topic]);
    }

    [Test]
    public async Task Reader_of_a_topic_that_was_created_again_and_is_longer_already_says_so()
    {
        await CreateTopicAsync(_topic, 1);
        await using var reader = _client.CreateTopicReader(new TopicReaderSettings
        {
            Topic = _topic,
            ClientId = "reader",
            PartitionCheckInterval = TimeSpan.FromSeconds(3),
            OnRecords = _ => { },
        });
        await reader.Ready.WaitAsync(Long);
        reader.Failure.Should().BeNull();

        await DeleteTopicAsync(_topic);
        await CreateTopicAsync(_topic, 1);
        Send("abc");

        TestWait.Until(() => reader.Failure is not null, "the reader has looked at the topic");
        reader.Failure!.Message.Should().Be($"Topic '{_topic}' was deleted and recreated.");
    }

    [Test]
    public void Cluster_has_an_id_that_stays()
    {
        using var first = _client.CreateConsumer(new ConsumerSettings { GroupId = _group, ClientId = "first", Wake = () => { } });
        using var second = _client.CreateConsumer(new ConsumerSettings { GroupId = _group, ClientId = "second", Wake = () => { } });
        first.ClusterId(Long).Should().NotBeNullOrEmpty().And.Be(first.ClusterId(Long)).And.Be(second.ClusterId(Long));
    }

    [Test]
    public async Task Producer_with_an_empty_queue_has_room_and_nothing_that_waits()
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateProducer();
        Send(producer, "a");
        producer.Flush(Long).Should().BeTrue();
        var blocked = new List<Records.TopicPartition>();

        producer.CollectBlocked(TimeSpan.Zero, blocked);

        producer.HasRoom.Should().BeTrue();
        blocked.Should().BeEmpty();
    }

    private async Task DeleteBeforeAsync(long offset)
    {
        using var admin = _client.CreateAdmin();
        await admin.DeleteRecordsAsync(new Dictionary<Records.TopicPartition, long> { [Partition(0)] = offset }, CancellationToken.None);
    }

    private void TakeUntilPosition(ContractMember member, long position)
    {
        ContractMember.PollUntil(
            () => member.Consumer.Take(Partition(0), 1) is null && member.Consumer.Position(Partition(0)) >= position, $"position {position}", member);
        member.Consumer.Position(Partition(0)).Should().Be(position);
    }
}
