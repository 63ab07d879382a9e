using Commands.Streams.State.Bytes;
using static Commands.Streams.RocksDb.Native.BatchFunctions;

namespace Commands.Streams.RocksDb.Databases;

/// <summary>The batch of a store.</summary>
/// <param name="store">The store.</param>
/// <param name="database">The store's database.</param>
internal sealed unsafe class RocksDbBatch(RocksDbStore store, Database database) : BytesBatch
{
    private const long MaxIdleBytes = 4 << 20;

    private long _bytes;
    private bool _isEmpty = true;

    /// <inheritdoc />
    public override void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var batch = Add(key.Length + value.Length);
        fixed (byte* keyBytes = key, valueBytes = value)
        {
            rocksdb_writebatch_put(batch, keyBytes, (nuint)key.Length, valueBytes, (nuint)value.Length);
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc />
    public override void Delete(ReadOnlySpan<byte> key)
    {
        var batch = Add(key.Length);
        fixed (byte* bytes = key)
        {
            rocksdb_writebatch_delete(batch, bytes, (nuint)key.Length);
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc />
    public override void DeleteRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        // RocksDB refuses a range that ends before it starts.
        if (from.SequenceCompareTo(to) >= 0)
        {
            return;
        }

        var batch = Add(from.Length + to.Length);
        fixed (byte* fromBytes = from, toBytes = to)
        {
            rocksdb_writebatch_delete_range(batch, fromBytes, (nuint)from.Length, toBytes, (nuint)to.Length);
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc />
    public override void Apply(ReadOnlySpan<byte> metadata)
    {
        var batch = database.Batch;
        if (!metadata.IsEmpty)
        {
            _isEmpty = false;
            fixed (byte* key = RocksDbStore.MetadataKey, bytes = metadata)
            {
                rocksdb_writebatch_put_cf(
                    batch, database.Metadata, key, (nuint)RocksDbStore.MetadataKey.Length, bytes, (nuint)metadata.Length);
            }
        }

        if (!_isEmpty)
        {
            store.Write(batch);
            Clear();
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc />
    public override void Clear()
    {
        rocksdb_writebatch_clear(database.Batch);
        if (_bytes > MaxIdleBytes)
        {
            database.RenewBatch();
        }

        _bytes = 0;
        _isEmpty = true;
        GC.KeepAlive(this);
    }

    private nint Add(int bytes)
    {
        _bytes += bytes;
        _isEmpty = false;
        return database.Batch;
    }
}
