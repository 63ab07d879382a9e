using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Queries;
using Commands.Streams.State;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.Queries;

/// <summary>Stores of applications with threads, read from outside, on a cluster in memory.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StoreQueryTests
{
    private const int Partitions = 4;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly SimulatedCluster _cluster = new(new SimulatedClusterOptions { TimeProvider = TimeProvider.System });

    [SetUp]
    public void CreateTopic() => _cluster.CreateTopic("in", Partitions);

    [Test]
    public async Task Keys_and_ranges_of_all_partitions_are_read_while_the_application_runs()
    {
        await using var application = await StartAsync();
        await WriteAsync(Enumerable.Range(0, 20).Concat(Enumerable.Range(0, 10)));
        var counts = application.KeyValueStore<string, long?>("counts");
        await UntilAsync(async () => (await ReadAsync(counts.AllAsync())).Values.Sum() == 30);

        (await counts.GetAsync("key-03")).Should().Be(new QueryResult<long?>(true, 2));
        (await counts.GetAsync("key-13")).Should().Be(new QueryResult<long?>(true, 1));
        (await counts.GetAsync("nobody")).HasValue.Should().BeFalse();
        (await ReadAsync(counts.RangeAsync("key-08", "key-11"))).Should()
            .BeEquivalentTo(new Dictionary<string, long?> { ["key-08"] = 2, ["key-09"] = 2, ["key-10"] = 1, ["key-11"] = 1 });
        (await ReadAsync(counts.ReverseRangeAsync("key-08", "key-11"))).Should().HaveCount(4);
        (await ReadAsync(counts.PrefixScanAsync("key-1", Serdes.String))).Should().HaveCount(10);
        (await ReadAsync(counts.ReverseAllAsync())).Should().HaveCount(20);
        (await counts.PartitionsAsync()).Should().BeEquivalentTo(new StorePartitions([0, 1, 2, 3], Partitions));
        var withTime = application.KeyValueStore<string, ValueAndTimestamp<long?>>("counts");
        (await withTime.GetAsync("key-03")).Value.Value.Should().Be(2);
    }

    [Test]
    public async Task Long_ranges_are_read_in_parts_without_a_gap_or_a_repetition([Values] bool isReverse)
    {
        await using var application = await StartAsync();
        const int keys = (3 * StoreQueries.PartLength * Partitions) + 7;
        await WriteAsync(Enumerable.Range(0, keys));
        var counts = application.KeyValueStore<string, long?>("counts");
        await UntilAsync(async () => (await counts.GetAsync($"key-{keys - 1:00}")).HasValue);
        await UntilAsync(async () => (await ReadAsync(counts.AllAsync())).Count == keys);

        // A repeated key would make the dictionary throw.
        (await ReadAsync(isReverse ? counts.ReverseAllAsync() : counts.AllAsync())).Should().HaveCount(keys);
    }

    [Test]
    public async Task Windows_are_read_by_key_and_by_time()
    {
        await using var application = await StartAsync();
        await WriteAsync([1, 1, 2], timestamp: 1_000);
        await WriteAsync([1], timestamp: 61_000);
        var minutes = application.WindowStore<string, long?>("minutes");
        await UntilAsync(async () => (await minutes.FetchAsync("key-01", 0, long.MaxValue)).Count == 2);

        (await minutes.FetchAsync("key-01", 0, 100_000)).Should().Equal(KeyValuePair.Create(0L, (long?)2), KeyValuePair.Create(60_000L, (long?)1));
        (await minutes.BackwardFetchAsync("key-01", 0, 100_000)).Select(entry => entry.Key).Should().Equal(60_000, 0);
        (await minutes.FetchAsync("key-01", 60_000)).Should().Be(new QueryResult<long?>(true, 1));
        (await minutes.FetchAsync("key-02", 60_000)).HasValue.Should().BeFalse();
        (await ReadAsync(minutes.FetchAllAsync(0, 59_999))).Keys.Select(window => window.Key).Should().BeEquivalentTo("key-01", "key-02");
        (await ReadAsync(minutes.AllAsync())).Should().HaveCount(3);
    }

    [Test]
    public async Task Sessions_are_read_by_key()
    {
        await using var application = await StartAsync();
        await WriteAsync([1], timestamp: 1_000);
        await WriteAsync([1], timestamp: 3_000);
        var sessions = application.SessionStore<string, long?>("sessions");
        await UntilAsync(async () => (await sessions.FetchAsync("key-01")).SingleOrDefault().Value == 2);

        (await sessions.FetchSessionAsync("key-01", 1_000, 3_000)).Should().Be(new QueryResult<long?>(true, 2));
        (await sessions.FindSessionsAsync("key-01", 4_000, 9_000)).Should().BeEmpty();
        (await sessions.FetchAsync("key-01")).Single().Key.Should().Be(new Windowed<string>("key-01", new Window(1_000, 3_000)));
    }

    [Test]
    public async Task Key_of_another_instance_is_not_taken_for_a_missing_one()
    {
        await using var first = await StartAsync();
        await WriteAsync(Enumerable.Range(0, 20));
        await using var second = await StartAsync();
        var stores = new[] { first, second }.Select(instance => instance.KeyValueStore<string, long?>("counts")).ToArray();
        await UntilAsync(async () =>
        {
            var parts = await Task.WhenAll(stores.Select(store => store.PartitionsAsync()));
            return Array.TrueForAll(parts, part => part.Local.Count == Partitions / 2);
        });

        foreach (var key in Enumerable.Range(0, 20).Select(number => $"key-{number:00}"))
        {
            var answers = new List<object>();
            foreach (var store in stores)
            {
                try
                {
                    answers.Add((await store.GetAsync(key)).Value!);
                }
                catch (InvalidStateStoreException exception)
                {
                    answers.Add(exception.Reason);
                    exception.Message.Should().MatchRegex(
                        "^The key is in partition [0-3] of state store 'counts', and this instance of application 'app' has partitions [0-3], [0-3], of 4[.]");
                }
            }

            answers.Should().BeEquivalentTo(new object[] { 1L, InvalidStateStoreReason.OnAnotherInstance });
        }
    }

    [Test]
    public async Task Wrong_name_and_wrong_type_are_said()
    {
        await using var application = await StartAsync();

        application.Invoking(asked => asked.KeyValueStore<string, long?>("count")).Should().Throw<InvalidStateStoreException>()
            .WithMessage("The topology of application 'app' has no state store 'count'. It has 'counts', 'minutes', 'sessions'.")
            .Which.Reason.Should().Be(InvalidStateStoreReason.Unknown);
        await UntilAsync(async () => (await application.KeyValueStore<string, long?>("counts").PartitionsAsync()).IsComplete);
        var wrong = await application.Awaiting(asked => asked.KeyValueStore<string, int>("counts").GetAsync("a"))
            .Should().ThrowAsync<InvalidStateStoreException>();
        wrong.Which.Reason.Should().Be(InvalidStateStoreReason.OfAnotherType);
        wrong.WithMessage("State store 'counts' is a * It cannot be read as a key-value store of string and int.");
    }

    [Test]
    public async Task Application_that_does_not_run_says_so_before_and_after()
    {
        await using var application = Create();
        var counts = application.KeyValueStore<string, long?>("counts");

        await RefusesAsync();
        await application.StartAsync();
        await application.StopAsync();
        await RefusesAsync();

        async Task RefusesAsync() => (await counts.Awaiting(asked => asked.GetAsync("a")).Should().ThrowAsync<InvalidStateStoreException>())
            .WithMessage("State store 'counts' cannot be read, because application 'app' is not running.*")
            .Which.Reason.Should().Be(InvalidStateStoreReason.NotRunning);
    }

    private async Task<StreamsApplication> StartAsync()
    {
        var application = Create();
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        application.StateChanged += state =>
        {
            if (state == ApplicationState.Running)
            {
                running.TrySetResult();
            }
        };
        await application.StartAsync();
        await running.Task.WaitAsync(Deadline);
        return application;
    }

    private StreamsApplication Create()
    {
        var builder = new StreamsBuilder();
        var grouped = builder.Stream<string, string>("in").GroupByKey();
        grouped.Count(Materialized.As<string, long?>("counts"));
        grouped.WindowedBy(TimeWindows.OfSizeAndGrace(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1))).Count(Materialized.As<string, long?>("minutes"));
        grouped.WindowedBy(SessionWindows.OfInactivityGapAndGrace(TimeSpan.FromSeconds(5), TimeSpan.FromHours(1)))
            .Count(Materialized.As<string, long?>("sessions"));
        return new StreamsApplication(builder.Build(), new StreamsOptions { ApplicationId = "app", Workers = 2 }, _cluster.CreateClient());
    }

    private async Task WriteAsync(IEnumerable<int> keys, long timestamp = 1_000)
    {
        await using var publisher = _cluster.CreateClient().CreatePublisher("test");
        await Task.WhenAll(keys.Select(key => PublishAsync(publisher, $"key-{key:00}", timestamp).AsTask()));
    }

    private static ValueTask<RecordMetadata> PublishAsync(IRecordPublisher publisher, string key, long timestamp)
    {
        var record = new ProduceRecord
        {
            Key = Encoding.UTF8.GetBytes(key),
            HasKey = true,
            Value = "v"u8,
            HasValue = true,
            Partition = ProduceRecord.AnyPartition,
            Timestamp = timestamp,
        };
        return publisher.PublishAsync("in", in record, Deadline);
    }

    private static async Task<Dictionary<TKey, TValue>> ReadAsync<TKey, TValue>(IAsyncEnumerable<KeyValuePair<TKey, TValue>> entries)
        where TKey : notnull
    {
        var read = new Dictionary<TKey, TValue>();
        await foreach (var (key, value) in entries)
        {
            read.Add(key, value);
        }

        return read;
    }

    /// <summary>Asks until the condition holds; partitions that are not there yet are waited for.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var last = default(Exception);
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < Deadline;)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (InvalidStateStoreException exception)
            {
                last = exception;
            }

            await Task.Yield();
        }

        throw new TimeoutException($"The condition did not hold within {Deadline}.", last);
    }
}
