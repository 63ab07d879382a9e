using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Redriving;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Redriving;

/// <summary>On the simulated cluster, which has transactions.</summary>
public sealed class DeadLetterTopicTests
{
    private const string Dlt = "orders-dlt";
    private const string Group = "orders-dlt-redrive";

    private SimulatedCluster _cluster = null!;
    private IStreamsClient _client = null!;
    private DeadLetterTopic _letters = null!;

    [SetUp]
    public void Begin()
    {
        _cluster = new SimulatedCluster();
        _cluster.CreateTopic("orders", 4);
        _cluster.CreateTopic("returns", 2);
        _cluster.CreateTopic(Dlt, 2);
        _client = _cluster.CreateClient();
        _letters = new DeadLetterTopic(_client, Dlt);
    }

    [TearDown]
    public void End() => _client.Dispose();

    [Test]
    public async Task A_letter_goes_back_as_it_was_before_it_failed()
    {
        var own = Headers.Empty.Add("kafka_correlationId", [0, 1, 2]).Add("a", "1").Add("a", (byte[]?)null);
        await WriteAsync(0, "k", [0xFF, 0], LetterHeaders("orders", 3, 17, own.Add(CommandHeaders.Attempt, "4")), timestamp: 1_234);
        await WriteAsync(0, null, null, LetterHeaders("orders", 1, 18, Headers.Empty), timestamp: 5);

        var clock = new ManualTimeProvider();
        var summary = await _letters.RedriveAsync(new RedriveOptions { TimeProvider = clock });

        summary.Should().Be(new RedriveSummary(2, 0, 0, 0));
        var back = await ReadAsync("orders");
        var first = back.Single(record => record.Partition.Partition == 3);
        first.Key.Should().Equal("k"u8.ToArray());
        first.Value.Should().Equal(0xFF, 0);
        first.Timestamp.Should().Be(clock.GetUtcNow().ToUnixTimeMilliseconds(), "its own time could be older than the topic's retention");
        first.OriginalTimestamp.Should().Be(1_000);
        first.Headers.Select(header => (header.Name, Convert.ToHexString(header.Value ?? [0xEE]))).Should()
            .Equal(("kafka_correlationId", "000102"), ("a", "31"), ("a", "EE"), ("kafka_dlt-original-timestamp", "00000000000003E8"));
        var second = back.Single(record => record.Partition.Partition == 1);
        (second.Key, second.Value, second.Headers.Count).Should().Be((null, null, 1));
    }

    [Test]
    public async Task Letters_of_a_key_keep_their_order_and_are_redriven_once_whatever_is_run_again()
    {
        for (var i = 0; i < 40; i++)
        {
            await WriteAsync(i % 2, $"k{i % 6}", [(byte)i], LetterHeaders("orders", i % 6 % 4, i, Headers.Empty));
        }

        await _letters.RedriveAsync(new RedriveOptions { Limit = 7, BatchSize = 3 });
        await _letters.RedriveAsync(new RedriveOptions { BatchSize = 3, Filter = new DeadLetterFilter { FromOffset = 15 } });
        var third = await _letters.RedriveAsync(new RedriveOptions { BatchSize = 4 });
        var fourth = await _letters.RedriveAsync();

        third.Redriven.Should().Be(40 - 7 - 10);
        third.AlreadyRedriven.Should().Be(17);
        fourth.Should().Be(new RedriveSummary(0, 40, 0, 0));
        _cluster.GetCommittedOffsets(Group).Values.Should().OnlyContain(commit => commit.Offset == 20 && commit.Metadata == null);
        (await ReadAsync("orders")).Select(record => record.Value![0]).Should().BeEquivalentTo(Enumerable.Range(0, 40));
    }

    [Test]
    public async Task One_run_keeps_the_order_of_each_key()
    {
        for (var i = 0; i < 60; i++)
        {
            await WriteAsync(i % 3 % 2, $"k{i % 3}", [(byte)i], LetterHeaders("orders", i % 3, i, Headers.Empty));
        }

        await _letters.RedriveAsync(new RedriveOptions { BatchSize = 7 });

        var back = await ReadAsync("orders");
        back.Should().HaveCount(60);
        back.GroupBy(record => Encoding.UTF8.GetString(record.Key!)).Should().OnlyContain(key => IsAscending(key));
    }

    [TestCase("Commands.Streams.Errors.StreamsException", 2)]
    [TestCase("StreamsException", 2)]
    [TestCase("Exception", 0)]
    [TestCase("InvalidOperationException", 1)]
    public async Task A_filter_by_exception_takes_the_full_name_or_the_last_part_of_it(string exception, int expected)
    {
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 0, 1, Headers.Empty, new StreamsException("no")));
        await WriteAsync(0, "b", [2], LetterHeaders("orders", 0, 2, Headers.Empty, new InvalidOperationException("no")));
        await WriteAsync(1, "c", [3], LetterHeaders("orders", 0, 3, Headers.Empty, new StreamsException("no")));

        var summary = await _letters.RedriveAsync(new RedriveOptions { Filter = new DeadLetterFilter { Exception = exception } });

        summary.Redriven.Should().Be(expected);
        (await ReadAsync("orders")).Should().HaveCount(expected);
    }

    [Test]
    public async Task Other_filters_take_what_they_say()
    {
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 0, 1, Headers.Empty.Add(CommandHeaders.CommandId, "c-1")));
        await WriteAsync(0, "b", [2], LetterHeaders("returns", 0, 2, Headers.Empty.Add(CommandHeaders.CorrelationId, "c-2")));
        await WriteAsync(1, "c", [3], LetterHeaders("orders", 0, 3, Headers.Empty));

        (await CountAsync(new DeadLetterFilter { CommandId = "c-1" })).Should().Be(1);
        (await CountAsync(new DeadLetterFilter { CommandId = "c-2" })).Should().Be(1);
        (await CountAsync(new DeadLetterFilter { OriginalTopic = "returns" })).Should().Be(1);
        (await CountAsync(new DeadLetterFilter { Partition = 0 })).Should().Be(2);
        (await CountAsync(new DeadLetterFilter { FromOffset = 1 })).Should().Be(1);
        (await CountAsync(new DeadLetterFilter { ToOffset = 0 })).Should().Be(2);

        async Task<long> CountAsync(DeadLetterFilter filter) =>
            (await _letters.RedriveAsync(new RedriveOptions { DryRun = true, Filter = filter })).Redriven;
    }

    [Test]
    public async Task A_dry_run_writes_and_commits_nothing()
    {
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 0, 1, Headers.Empty));
        var told = new List<string>();

        var summary = await _letters.RedriveAsync(new RedriveOptions { DryRun = true, OnRedriven = (letter, topic) => told.Add($"{letter} -> {topic}") });

        summary.Redriven.Should().Be(1);
        told.Should().Equal("orders-dlt-0@0 -> orders");
        (await ReadAsync("orders")).Should().BeEmpty();
        _cluster.GetCommittedOffsets(Group).Should().BeEmpty();
    }

    [Test]
    public async Task A_letter_without_an_origin_stops_everything_before_anything_is_written()
    {
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 0, 1, Headers.Empty));
        await WriteAsync(1, "b", [2], Headers.Empty);

        var act = () => _letters.RedriveAsync();

        (await act.Should().ThrowAsync<RedriveException>()).WithMessage("Dead letter orders-dlt-1@0 does not name its original topic*");
        (await ReadAsync("orders")).Should().BeEmpty();
        (await _letters.RedriveAsync(new RedriveOptions { To = "returns" })).Redriven.Should().Be(2);
        (await ReadAsync("returns")).Should().HaveCount(2);
    }

    [Test]
    public async Task A_topic_that_does_not_exist_is_named()
    {
        await WriteAsync(0, "a", [1], LetterHeaders("gone", 0, 1, Headers.Empty));

        (await FluentActions.Awaiting(() => _letters.RedriveAsync()).Should().ThrowAsync<RedriveException>()).WithMessage("*'gone', which does not exist*");
        (await FluentActions.Awaiting(() => new DeadLetterTopic(_client, "nowhere-dlt").RedriveAsync()).Should().ThrowAsync<RedriveException>())
            .WithMessage("The dead-letter topic 'nowhere-dlt' does not exist*");
        (await FluentActions.Awaiting(() => _letters.RedriveAsync(new RedriveOptions { To = Dlt })).Should().ThrowAsync<RedriveException>())
            .WithMessage("*into the same topic*");
    }

    [Test]
    public async Task A_deadline_that_has_passed_is_counted_and_can_be_taken_off()
    {
        var clock = new ManualTimeProvider();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var expired = Headers.Empty.Add(CommandHeaders.Deadline, $"{now - 1}").Add(CommandHeaders.Timeout, "10");
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 0, 1, expired), timestamp: now - 20);
        await WriteAsync(0, "b", [1], LetterHeaders("orders", 0, 2, Headers.Empty.Add(CommandHeaders.Deadline, $"{now + 1}")));

        (await _letters.RedriveAsync(new RedriveOptions { DryRun = true, TimeProvider = clock })).Expired.Should().Be(1);
        (await _letters.RedriveAsync(new RedriveOptions { WithoutDeadline = true, TimeProvider = clock })).Expired.Should().Be(0);
        (await ReadAsync("orders")).Should().OnlyContain(record => record.Headers.GetCommandDeadline() == null && record.Headers.GetCommandTimeout() == null);
    }

    [Test]
    public async Task A_timeout_becomes_the_deadline_that_it_meant_since_it_counts_from_the_time_a_record_was_written()
    {
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 0, 1, Headers.Empty.Add(CommandHeaders.Timeout, "10")));
        await WriteAsync(0, "b", [2], LetterHeaders("orders", 0, 2, Headers.Empty.Add(CommandHeaders.Timeout, "10").Add(CommandHeaders.Deadline, "1500")));

        (await _letters.RedriveAsync()).Expired.Should().Be(2);

        var back = await ReadAsync("orders");
        back.Select(record => record.Headers.GetCommandDeadline()).Should().Equal(1_010, 1_500);
        back.Should().OnlyContain(record => record.Headers.GetCommandTimeout() == null);
    }

    [Test]
    public async Task A_command_that_fails_again_still_has_its_first_time()
    {
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 0, 1, Headers.Empty));
        await _letters.RedriveAsync();

        var redriven = (await ReadAsync("orders")).Single();
        var again = DeadLetterHeaders.Build(
            Some.Failure("orders", 0, 1, redriven.Headers) with { Timestamp = redriven.Timestamp }, new InvalidOperationException("No route."));

        again.Last(DeadLetterHeaders.SpringTimestamp).Should().Equal(redriven.Headers.Last(DeadLetterHeaders.SpringTimestamp));
        again.Count(header => header.Name == DeadLetterHeaders.SpringTimestamp).Should().Be(1);
    }

    [TestCase("stacktrace,headers,value")]
    [TestCase("stacktrace,headers,value,key")]
    public async Task A_letter_that_lacks_its_value_is_never_redriven_as_a_command_without_one(string omitted)
    {
        await WriteAsync(0, "a", null, LetterHeaders("orders", 2, 11, Headers.Empty).Add(DeadLetterHeaders.Omitted, omitted));

        (await _letters.Awaiting(letters => letters.RedriveAsync()).Should().ThrowAsync<RedriveException>()).WithMessage("*orders-2@11*");

        (await ReadAsync("orders")).Should().BeEmpty();
    }

    [Test]
    public async Task Letters_that_fail_again_meanwhile_are_left_for_the_next_run()
    {
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 0, 1, Headers.Empty));
        await WriteAsync(0, "a", [2], LetterHeaders("orders", 0, 2, Headers.Empty));

        var summary = await _letters.RedriveAsync(new RedriveOptions
        {
            BatchSize = 1,
            // The hook is synchronous, and the simulated cluster answers at once.
            OnRedriven = (letter, _) => WriteAsync(0, "a", letter.Value, letter.Headers).GetAwaiter().GetResult(),
        });

        summary.Redriven.Should().Be(2);
        (await ReadAsync("orders")).Should().HaveCount(2);
        (await _letters.RedriveAsync(new RedriveOptions { DryRun = true })).Redriven.Should().Be(2);
    }

    [Test]
    public async Task Letters_choose_their_partition_as_they_are_told()
    {
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 3, 1, Headers.Empty));
        var byKey = Processors.Murmur2.Partition("a"u8, 4);
        byKey.Should().NotBe(3);

        await _letters.RedriveAsync();
        await _letters.RedriveAsync(new RedriveOptions { Group = "again", ByKey = true });
        await _letters.RedriveAsync(new RedriveOptions { Group = "elsewhere", To = "returns" });

        (await ReadAsync("orders")).Select(record => record.Partition.Partition).Should().BeEquivalentTo([3, byKey]);
        (await ReadAsync("returns")).Single().Partition.Partition.Should().Be(Processors.Murmur2.Partition("a"u8, 2));
    }

    [Test]
    public async Task What_is_read_says_whether_it_was_redriven()
    {
        await WriteAsync(0, "a", [1], LetterHeaders("orders", 2, 11, Headers.Empty.Add(CommandHeaders.CommandId, "c-1")));
        await WriteAsync(1, "b", [2], Headers.Empty);
        await _letters.RedriveAsync(new RedriveOptions { Filter = new DeadLetterFilter { Partition = 0 } });

        var letters = new List<DeadLetter>();
        await foreach (var letter in _letters.ReadAsync())
        {
            letters.Add(letter);
        }

        letters.Select(letter => letter.IsRedriven).Should().Equal(true, false);
        var first = letters[0];
        (first.OriginalTopic, first.OriginalPartition, first.OriginalOffset, first.CommandId?.Text).Should().Be(("orders", 2, 11, "c-1"));
        (first.ExceptionType, first.ExceptionMessage, first.ConsumerGroup).Should().Be((typeof(InvalidOperationException).FullName, "No route.", "warehouse"));
        letters[1].OriginalTopic.Should().BeNull();
    }

    [Test]
    public async Task Letters_scattered_beyond_what_progress_holds_are_refused_before_anything_is_written()
    {
        for (var i = 0; i < 2 * (PartitionProgress.MaxRanges + 2); i++)
        {
            var exception = i % 2 == 0 ? new InvalidOperationException("a") : (Exception)new StreamsException("b");
            await WriteAsync(0, "a", [1], LetterHeaders("orders", 0, i, Headers.Empty, exception));
        }

        var act = () => _letters.RedriveAsync(new RedriveOptions { Filter = new DeadLetterFilter { Exception = nameof(StreamsException) } });

        (await act.Should().ThrowAsync<RedriveException>()).WithMessage("*scattered over more than 300 ranges*");
        (await ReadAsync("orders")).Should().BeEmpty();
    }

    private static bool IsAscending(IEnumerable<DeadLetter> records) =>
        records.Select(record => record.Value![0]).ToArray() is var values && values.SequenceEqual(values.Order());

    private static Headers LetterHeaders(string topic, int partition, long offset, Headers own, Exception? exception = null) =>
        DeadLetterHeaders.Build(Some.Failure(topic, partition, offset, own), exception ?? new InvalidOperationException("No route."));

    private async Task WriteAsync(int partition, string? key, byte[]? value, Headers headers, long timestamp = 1_000)
    {
        await using var publisher = _client.CreatePublisher("test");
        await publisher.PublishAsync(Dlt, Record(), TimeSpan.FromSeconds(1));

        ProduceRecord Record() => new()
        {
            Key = key is null ? default : Encoding.UTF8.GetBytes(key),
            HasKey = key is not null,
            Value = value,
            HasValue = value is not null,
            Partition = partition,
            Timestamp = timestamp,
            Headers = headers,
        };
    }

    /// <summary>Any topic can be read as if it held dead letters.</summary>
    private async Task<List<DeadLetter>> ReadAsync(string topic)
    {
        var records = new List<DeadLetter>();
        await foreach (var record in new DeadLetterTopic(_client, topic).ReadAsync())
        {
            records.Add(record);
        }

        return records;
    }
}
