using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Restoration;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.InMemory;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.Restoration;

/// <summary>Where restoration begins and ends, whatever the changelog looks like.</summary>
public sealed class StoreRestorerTests
{
    private const string Topic = "app-store-changelog";
    private static readonly TopicPartition Changelog = new(Topic, 0);

    private SimulatedCluster _cluster = null!;
    private IStreamsClient _client = null!;
    private InMemoryBytesStore _bytes = null!;
    private TaskStore _store = null!;

    [SetUp]
    public void Begin()
    {
        _cluster = new SimulatedCluster(new SimulatedClusterOptions { TimeProvider = new ManualTimeProvider() });
        _cluster.CreateTopic(Topic, 1);
        _client = _cluster.CreateClient();
        _bytes = new InMemoryBytesStore();
        _store = Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("store")).Create(new SerdeRegistry(), _bytes);
    }

    [TearDown]
    public void End()
    {
        _client.Dispose();
        _bytes.Dispose();
    }

    [Test]
    public void Record_and_commit_marker_end_with_the_marker()
    {
        Transact(commit: true, ("k", "1"));

        Restore().Restored.Should().Be(1);
        Content().Should().Equal("k=1");
        Checkpoint().Should().Be(2);
    }

    [Test]
    public void Nothing_but_aborted_records_restore_nothing()
    {
        Transact(commit: false, ("k", "1"), ("k", "2"));

        Restore().Restored.Should().Be(0);
        Content().Should().BeEmpty();
        Checkpoint().Should().Be(3);
    }

    [Test]
    public void Empty_log_that_does_not_start_at_zero_is_done_at_once()
    {
        Append(("k", "1"), ("k", "2"));
        _cluster.DeleteRecords(Changelog, 2);

        Restore().Restored.Should().Be(0);
        Checkpoint().Should().Be(2);
    }

    [Test]
    public void Log_with_holes_is_read_to_its_end()
    {
        Append(("a", "0"), ("a", "1"), ("b", "0"), ("b", "2"));
        _cluster.Compact(Topic);
        Transact(commit: false, ("c", "3"));

        Restore();
        Content().Should().Equal("a=1", "b=2");
        Checkpoint().Should().Be(6);
    }

    [Test]
    public void Tombstones_delete()
    {
        Append(("a", "1"), ("b", "1"), ("a", null));

        Restore().Restored.Should().Be(3);
        Content().Should().Equal("b=1");
    }

    [Test]
    public void Restoration_continues_at_the_checkpoint()
    {
        Append(("a", "1"), ("b", "1"));
        Restore();
        Append(("a", "2"));

        var second = Restore();
        second.From.Should().Be(2);
        second.Restored.Should().Be(1);
        Content().Should().Equal("a=2", "b=1");
    }

    [Test]
    public void Checkpoint_before_the_start_of_the_log_rebuilds_the_store()
    {
        Append(("a", "1"), ("b", "1"));
        Restore();
        Append(("c", "1"), ("c", "2"), ("d", "1"));
        _cluster.DeleteRecords(Changelog, 4);

        Restore().Wiped.Should().Contain("starts at offset 4");
        Content().Should().Equal("d=1");
    }

    [Test]
    public void Checkpoint_behind_the_end_of_the_log_rebuilds_the_store()
    {
        Append(("a", "1"));
        Span<byte> metadata = stackalloc byte[StoreCheckpoint.Length];
        new StoreCheckpoint(7, Guid.Empty).Encode(metadata);
        var batch = _bytes.CreateBatch();
        batch.Put("z"u8, "9"u8);
        batch.Apply(metadata);

        Restore().Wiped.Should().Contain("ends at offset 1");
        Content().Should().Equal("a=1");
    }

    [Test]
    public void Recreated_changelog_rebuilds_the_store()
    {
        Append(("a", "1"));
        Span<byte> metadata = stackalloc byte[StoreCheckpoint.Length];
        new StoreCheckpoint(1, Guid.NewGuid()).Encode(metadata);
        var batch = _bytes.CreateBatch();
        batch.Put("z"u8, "9"u8);
        batch.Apply(metadata);

        Restore().Wiped.Should().Contain("recreated");
        Content().Should().Equal("a=1");
    }

    [Test]
    public void Content_without_a_checkpoint_is_not_trusted()
    {
        Append(("a", "1"));
        var batch = _bytes.CreateBatch();
        batch.Put("z"u8, "9"u8);
        batch.Apply([]);

        Restore();
        Content().Should().Equal("a=1");
    }

    [Test]
    public void Open_transaction_is_waited_for_and_what_it_commits_is_restored()
    {
        Append(("a", "1"));
        using var producer = Begin("id");
        Send(producer, ("a", "2"));
        using var restorer = new Stepped(this);

        restorer.Run(turns: 50);
        restorer.Restorer.IsDone.Should().BeFalse();
        restorer.Restorer.IsWaitingForTransaction.Should().BeTrue();

        producer.CommitTransaction(TimeSpan.FromSeconds(1));
        restorer.Run(turns: 50);
        restorer.Restorer.IsDone.Should().BeTrue();
        Content().Should().Equal("a=2");
    }

    [Test]
    public void Record_without_a_key_is_nobody_of_the_stores()
    {
        Append((null, "1"));

        FluentActions.Invoking(Restore).Should().Throw<StreamsException>().WithMessage("*offset 0*has no key*another application id*");
    }

    [Test]
    public void Missing_changelog_is_asked_for_again()
    {
        _store = Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("other")).Create(new SerdeRegistry(), _bytes);
        var reader = new ChangelogReader(_client, "reader", static () => { });
        var restorer = new StoreRestorer(_store, new TopicPartition("app-other-changelog", 0), reader);

        FluentActions.Invoking(() => restorer.Advance(100)).Should().Throw<ClientException>().Which.Kind.Should().Be(ClientErrorKind.Retriable);
        _cluster.CreateTopic("app-other-changelog", 1);
        for (var turn = 0; turn < 50; turn++)
        {
            restorer.Advance(100);
        }

        restorer.IsDone.Should().BeTrue();
        reader.Close();
    }

    private StoreRestorer Restore()
    {
        using var stepped = new Stepped(this);
        stepped.Run(turns: 50);
        stepped.Restorer.IsDone.Should().BeTrue();
        return stepped.Restorer;
    }

    private IEnumerable<string> Content()
    {
        var store = (IKeyValueStore<string, string>)_store.Store;
        return store.All().Select(entry => $"{entry.Key}={entry.Value}").ToList();
    }

    private long Checkpoint() => StoreCheckpoint.Decode(_bytes.Metadata)!.Value.Offset;

    private void Append(params (string? Key, string? Value)[] records)
    {
        using var producer = _client.CreateProducer(new ProducerSettings { ClientId = "test" });
        Array.ForEach(records, record => Send(producer, record));
    }

    private void Transact(bool commit, params (string? Key, string? Value)[] records)
    {
        using var producer = Begin("id");
        foreach (var record in records)
        {
            Send(producer, record);
        }

        if (commit)
        {
            producer.CommitTransaction(TimeSpan.FromSeconds(1));
        }
        else
        {
            producer.AbortTransaction(TimeSpan.FromSeconds(1));
        }
    }

    private IStreamProducer Begin(string id)
    {
        var producer = _client.CreateProducer(
            new ProducerSettings { ClientId = "test", TransactionalId = id, TransactionTimeout = TimeSpan.FromMinutes(1), Wake = static () => { } });
        producer.InitTransactions(TimeSpan.FromSeconds(1));
        producer.BeginTransaction();
        return producer;
    }

    private static void Send(IStreamProducer producer, (string? Key, string? Value) record)
    {
        var sent = new ProduceRecord
        {
            Key = Encoding.UTF8.GetBytes(record.Key ?? string.Empty),
            HasKey = record.Key is not null,
            Value = Encoding.UTF8.GetBytes(record.Value ?? string.Empty),
            HasValue = record.Value is not null,
            Partition = 0,
            Timestamp = 1,
        };
        producer.GetTopic(Topic).TrySend(in sent, 0).Should().BeTrue();
        producer.Flush(TimeSpan.FromSeconds(1)).Should().BeTrue();
    }

    /// <summary>A restorer with its reader, stepped by the test.</summary>
    private sealed class Stepped : IDisposable
    {
        private readonly ChangelogReader _reader;

        public Stepped(StoreRestorerTests test)
        {
            _reader = new ChangelogReader(test._client, "reader", static () => { });
            Restorer = new StoreRestorer(test._store, Changelog, _reader);
        }

        public StoreRestorer Restorer { get; }

        public void Run(int turns)
        {
            for (var turn = 0; turn < turns && !Restorer.IsDone; turn++)
            {
                _reader.Poll();
                Restorer.Advance(2);
            }
        }

        public void Dispose()
        {
            Restorer.Stop();
            _reader.Close();
        }
    }
}
