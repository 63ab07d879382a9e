using Commands.Streams.Clients;

namespace Commands.Streams.Kafka.Tests.Contract;

/// <content>
/// Reading without a group up to the end that the cluster says, whatever the log ends with: the position reaches it in every case.
/// </content>
internal abstract partial class PortContract
{
    [Test]
    public async Task Reader_begins_at_its_offset_and_takes_no_more_than_asked_for()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abcde");
        using var reader = new ContractReader(_client);
        reader.Reader.Add(Partition(0), 1);
        reader.Reader.Position(Partition(0)).Should().Be(1);

        var taken = "";
        reader.PollUntil(() => (taken = reader.TakeOnce(Partition(0), 2)).Length > 0, "records");
        taken.Should().Be("bcde"[..taken.Length]).And.HaveLength(Math.Min(taken.Length, 2));
        reader.Reader.Position(Partition(0)).Should().Be(1 + taken.Length);
        reader.TakeUntil(Partition(0), 5).Should().Be("bcde"[taken.Length..]);
        reader.Losses.Should().BeEmpty();
    }

    [Test]
    public async Task Reader_that_begins_at_the_beginning_learns_where_that_is()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abcd");
        await DeleteBeforeAsync(2);
        using var reader = new ContractReader(_client);

        reader.Reader.Add(Partition(0), Offsets.Beginning);

        reader.Reader.Position(Partition(0)).Should().Be(Offsets.Unknown);
        await ExpectOffsetsAsync(new LogOffsets(2, 4));
        reader.TakeUntil(Partition(0), 4).Should().Be("cd");
    }

    [Test]
    public async Task Reader_of_a_log_that_ends_with_a_commit_marker_reaches_its_end([Values] bool readCommitted)
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional($"id-{Guid.NewGuid():N}");
        Transact(producer, "a", commit: true);
        using var reader = new ContractReader(_client, readCommitted);

        reader.Reader.Add(Partition(0), Offsets.Beginning);

        await ExpectOffsetsAsync(new LogOffsets(0, 2), readCommitted);
        reader.TakeUntil(Partition(0), 2).Should().Be("a");
        Transact(producer, "b", commit: true);
        reader.TakeUntil(Partition(0), 4).Should().Be("b");
    }

    [Test]
    public async Task Reader_of_a_log_with_nothing_but_aborted_records_reaches_its_end([Values] bool readCommitted)
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional($"id-{Guid.NewGuid():N}");
        Transact(producer, "ab", commit: false);
        using var reader = new ContractReader(_client, readCommitted);

        reader.Reader.Add(Partition(0), 0);

        await ExpectOffsetsAsync(new LogOffsets(0, 3), readCommitted);
        reader.TakeUntil(Partition(0), 3).Should().Be(readCommitted ? "" : "ab");
    }

    [Test]
    public async Task Reader_stops_before_an_open_transaction_if_it_reads_committed_records_only()
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional($"id-{Guid.NewGuid():N}");
        Send("a");
        producer.BeginTransaction();
        Send(producer, "bc");
        producer.Flush(Long).Should().BeTrue();
        using var committed = new ContractReader(_client);
        using var all = new ContractReader(_client, readCommitted: false);
        committed.Reader.Add(Partition(0), Offsets.Beginning);
        all.Reader.Add(Partition(0), Offsets.Beginning);

        await ExpectOffsetsAsync(new LogOffsets(0, 1));
        await ExpectOffsetsAsync(new LogOffsets(0, 3), readCommitted: false);
        committed.TakeUntil(Partition(0), 1).Should().Be("a");
        all.TakeUntil(Partition(0), 3).Should().Be("abc");

        producer.AbortTransaction(Long);
        committed.TakeUntil(Partition(0), 4).Should().BeEmpty();
        await ExpectOffsetsAsync(new LogOffsets(0, 4));
    }

    [Test]
    public async Task Reader_of_a_log_whose_first_offset_is_1_reads_what_follows([Values] bool knowsIt)
    {
        await CreateTopicAsync(_topic, 1);
        Send("abc");
        await DeleteBeforeAsync(1);
        using var reader = new ContractReader(_client);

        reader.Reader.Add(Partition(0), knowsIt ? 1 : Offsets.Beginning);

        await ExpectOffsetsAsync(new LogOffsets(1, 3));
        reader.TakeUntil(Partition(0), 3).Should().Be("bc");
        reader.Losses.Should().BeEmpty();
    }

    [Test]
    public async Task Reader_of_a_log_that_retention_emptied_reaches_its_end([Values] bool knowsIt)
    {
        await CreateTopicAsync(_topic, 1);
        Send(new string('a', 1_000));
        await DeleteBeforeAsync(1_000);
        using var reader = new ContractReader(_client);

        reader.Reader.Add(Partition(0), knowsIt ? 1_000 : Offsets.Beginning);

        await ExpectOffsetsAsync(new LogOffsets(1_000, 1_000));
        reader.TakeUntil(Partition(0), 1_000).Should().BeEmpty();
        Send("b");
        reader.TakeUntil(Partition(0), 1_001).Should().Be("b");
        reader.Losses.Should().BeEmpty();
    }

    [Test]
    public async Task Reader_passes_the_holes_that_compaction_leaves([Values] bool readCommitted)
    {
        var more = await FillAndCompactAsync(_topic, () =>
        {
            using var producer = CreateTransactional($"id-{Guid.NewGuid():N}");
            producer.BeginTransaction();
            SendKeyed(producer, "a", "xyz1");
            SendKeyed(producer, "b", "xyz");
            producer.CommitTransaction(Long);
            producer.BeginTransaction();
            SendKeyed(producer, "b", "2");
            producer.CommitTransaction(Long);
            producer.BeginTransaction();
            SendKeyed(producer, "c", "x");
            producer.AbortTransaction(Long);
        });
        var end = 12 + more.Length;
        using var reader = new ContractReader(_client, readCommitted);

        reader.Reader.Add(Partition(0), Offsets.Beginning);

        await ExpectOffsetsAsync(new LogOffsets(0, end), readCommitted);
        reader.TakeUntil(Partition(0), end).Should().Be("12" + more);
        reader.Reader.Add(Partition(0), 4);
        reader.TakeUntil(Partition(0), end).Should().Be("2" + more);
        reader.Losses.Should().BeEmpty();
    }

    [Test]
    public async Task Reader_of_an_empty_log_reaches_its_end()
    {
        await CreateTopicAsync(_topic, 1);
        using var reader = new ContractReader(_client);

        reader.Reader.Add(Partition(0), Offsets.Beginning);

        await ExpectOffsetsAsync(new LogOffsets(0, 0));
        reader.TakeUntil(Partition(0), 0).Should().BeEmpty();
    }

    [Test]
    public async Task Offset_before_the_log_is_told_once_with_the_bounds_and_nothing_is_read_until_the_partition_is_added_again()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abcdefghijkl");
        await DeleteBeforeAsync(8);
        using var reader = new ContractReader(_client);

        reader.Reader.Add(Partition(0), 5);
        reader.PollUntil(() => reader.Losses.Count > 0 || reader.TakeOnce(Partition(0), 1).Length > 0, "a loss");

        reader.Losses.Should().Equal((Partition(0), 5, 8, 12));
        reader.Reader.Position(Partition(0)).Should().Be(5);
        Send("m");
        for (var i = 0; i < 5; i++)
        {
            reader.Reader.Poll();
            reader.TakeOnce(Partition(0), 1).Should().BeEmpty("the old rows must be wiped first");
        }

        reader.Reader.Add(Partition(0), 8);
        reader.TakeUntil(Partition(0), 13).Should().Be("ijklm");
        reader.Losses.Should().HaveCount(1);
    }

    [Test]
    public async Task Offset_before_a_log_that_retention_emptied_is_told()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abc");
        await DeleteBeforeAsync(3);
        using var reader = new ContractReader(_client);
        reader.WhenLost = (partition, _) => reader.Reader.Add(partition, Offsets.Beginning);

        reader.Reader.Add(Partition(0), 1);

        reader.TakeUntil(Partition(0), 3).Should().BeEmpty();
        reader.Losses.Should().Equal((Partition(0), 1, 3, 3));
    }

    [Test]
    public async Task Offset_behind_the_log_is_told_with_the_bounds()
    {
        await CreateTopicAsync(_topic, 1);
        Send("ab");
        using var reader = new ContractReader(_client);
        reader.WhenLost = (partition, start) => reader.Reader.Add(partition, start);

        reader.Reader.Add(Partition(0), 7);
        reader.PollUntil(() => reader.Losses.Count > 0 || reader.TakeOnce(Partition(0), 1).Length > 0, "a loss");

        reader.TakeUntil(Partition(0), 2).Should().Be("ab");
        reader.Losses.Should().Equal((Partition(0), 7, 0, 2));
    }

    [Test]
    public async Task Records_deleted_under_a_reader_are_told_when_it_gets_there()
    {
        await CreateTopicAsync(_topic, 1);
        Send("ab");
        using var reader = new ContractReader(_client);
        reader.WhenLost = (partition, start) => reader.Reader.Add(partition, start);
        reader.Reader.Add(Partition(0), 0);
        reader.TakeUntil(Partition(0), 2).Should().Be("ab");
        reader.Reader.Remove(Partition(0));
        Send("cdef");
        await DeleteBeforeAsync(4);

        reader.Reader.Add(Partition(0), 2);

        reader.TakeUntil(Partition(0), 6).Should().Be("ef");
        reader.Losses.Should().Equal((Partition(0), 2, 4, 6));
    }

    [Test]
    public async Task Topic_that_was_created_again_and_is_shorter_is_told_as_a_loss()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abc");
        using var reader = new ContractReader(_client);
        reader.Reader.Add(Partition(0), 0);
        reader.TakeUntil(Partition(0), 3).Should().Be("abc");

        await RecreateTopicAsync(_topic, 1);
        Send("d");
        reader.PollUntil(() => reader.Losses.Count > 0 || reader.TakeOnce(Partition(0), 1).Length > 0, "a loss");

        reader.Losses.Should().Equal((Partition(0), 3, 0, 1));
        reader.Reader.Add(Partition(0), 0);
        reader.TakeUntil(Partition(0), 1).Should().Be("d");
    }

    [Test]
    public async Task Records_of_an_open_transaction_that_were_deleted_lie_before_the_start_of_the_log_and_its_end()
    {
        await CreateTopicAsync(_topic, 1);
        using var producer = CreateTransactional($"id-{Guid.NewGuid():N}");
        producer.BeginTransaction();
        Send(producer, "abc");
        producer.Flush(Long).Should().BeTrue();
        await DeleteBeforeAsync(2);
        using var reader = new ContractReader(_client);

        reader.Reader.Add(Partition(0), 2);

        await ExpectOffsetsAsync(new LogOffsets(2, 2));
        await ExpectOffsetsAsync(new LogOffsets(2, 3), readCommitted: false);
        reader.TakeUntil(Partition(0), 2).Should().BeEmpty();
        producer.CommitTransaction(Long);
        reader.TakeUntil(Partition(0), 4).Should().Be("c");
        reader.Losses.Should().BeEmpty();
    }

    [Test]
    public async Task Reader_reads_partitions_apart_from_each_other_until_they_are_removed()
    {
        await CreateTopicAsync(_topic, 2);
        Send("ab");
        using var reader = new ContractReader(_client);
        reader.Reader.Add(Partition(0), 0);
        reader.Reader.Add(Partition(1), 0);
        reader.TakeUntil(Partition(1), 0).Should().BeEmpty();
        reader.TakeUntil(Partition(0), 2).Should().Be("ab");

        reader.Reader.Remove(Partition(0));
        reader.Reader.Remove(Partition(0));

        reader.Reader.Invoking(r => r.Take(Partition(0), 1)).Should().Throw<InvalidOperationException>().WithMessage($"*{_topic}*is not being read*");
        reader.Reader.Invoking(r => r.Position(Partition(0))).Should().Throw<InvalidOperationException>();
        reader.Reader.Position(Partition(1)).Should().Be(0);
        reader.Reader.Add(Partition(0), 1);
        reader.TakeUntil(Partition(0), 2).Should().Be("b");
    }

    [Test]
    public async Task Partition_that_is_added_again_is_read_from_its_new_offset()
    {
        await CreateTopicAsync(_topic, 1);
        Send("abcdef");
        using var reader = new ContractReader(_client);
        reader.Reader.Add(Partition(0), 0);
        reader.PollUntil(() => reader.TakeOnce(Partition(0), 1) == "a", "the first record");

        reader.Reader.Add(Partition(0), 4);

        reader.Reader.Position(Partition(0)).Should().Be(4);
        reader.TakeUntil(Partition(0), 6).Should().Be("ef");
    }

    [Test]
    public async Task Reader_waits_for_a_topic_that_does_not_exist_yet()
    {
        using var reader = new ContractReader(_client);
        reader.Reader.Add(Partition(0), Offsets.Beginning);
        for (var i = 0; i < 5; i++)
        {
            reader.Reader.Poll();
            reader.TakeOnce(Partition(0), 1).Should().BeEmpty();
        }

        await CreateTopicAsync(_topic, 1);
        Send("a");

        reader.TakeUntil(Partition(0), 1).Should().Be("a");
    }

    [Test]
    public async Task Reader_wakes_its_owner_when_records_come()
    {
        await CreateTopicAsync(_topic, 1);
        using var reader = new ContractReader(_client);
        reader.Reader.Add(Partition(0), 0);
        reader.TakeUntil(Partition(0), 0);

        Send("a");

        string taken;
        while ((taken = reader.TakeOnce(Partition(0), 1)).Length == 0)
        {
            reader.IsWokenWithin(Long).Should().BeTrue("an owner that has found nothing waits for it");
        }

        taken.Should().Be("a");
    }

    [TestCase(Offsets.End)]
    [TestCase(Offsets.Unknown)]
    [TestCase(-3)]
    public void Reader_refuses_offsets_that_are_none(long offset)
    {
        using var reader = new ContractReader(_client);

        reader.Reader.Invoking(r => r.Add(Partition(0), offset)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private void SendKeyed(IStreamProducer producer, string key, string values)
    {
        foreach (var value in values)
        {
            var record = Keyed(key);
            record.Value = System.Text.Encoding.UTF8.GetBytes(value.ToString());
            record.HasValue = true;
            record.Partition = 0;
            record.Timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            producer.GetTopic(_topic).TrySend(in record, 0).Should().BeTrue();
        }

        producer.Flush(Long).Should().BeTrue();
    }
}
