using BenchmarkDotNet.Attributes;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.InMemory;
using Commands.Streams.State.Staging;

namespace Commands.Streams.Benchmarks.Micro;

/// <summary>
/// What a state store in memory costs: each operation is a look-up and a put of one of 100,000 keys, 8 bytes each like the values. The commits, one for each
/// 100,000 operations, are included; the changelog is a sink that does nothing.
/// </summary>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private const int Keys = 100_000;

    private readonly long[] _order = new long[Keys];
    private TaskStore _task = null!;
    private IKeyValueStore<long, long> _store = null!;

    /// <summary>Whether writes stay in the cache until the commit.</summary>
    [Params(false, true)]
    public bool IsCached { get; set; }

    /// <summary>Whether somebody has asked for the order of keys.</summary>
    [Params(false, true)]
    public bool IsOrdered { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var builder = Stores.KeyValueStoreBuilder<long, long>(Stores.InMemoryKeyValueStore("counts"));
        _task = (IsCached ? builder.WithCachingEnabled() : builder).Create(new SerdeRegistry(), new InMemoryBytesStore());
        _task.Staged.Context = new NullContext();
        _store = (IKeyValueStore<long, long>)_task.Store;
        for (var i = 0; i < Keys; i++)
        {
            _order[i] = i * 7_919L % Keys;
        }

        GetAndPut();
        if (IsOrdered)
        {
            _store.All().First();
        }
    }

    [Benchmark(OperationsPerInvoke = Keys)]
    public void GetAndPut()
    {
        foreach (var key in _order)
        {
            _store.TryGet(key, out var count);
            _store.Put(key, count + 1);
        }

        _task.Staged.Flush();
        _task.Staged.Apply(default);
    }

    private sealed class NullContext : IStoreContext
    {
        public string ChangelogTopic => "counts-changelog";

        public EntryInfo BeginWrite() => new(0, Headers.Empty, "in", 0, 0);

        public void Log(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool hasValue, long timestamp, Headers headers)
        {
        }

        public void OnExpired()
        {
        }
    }
}
