using System.Runtime.InteropServices;
using Commands.Streams.RocksDb.Configuration;
using Commands.Streams.RocksDb.Native;
using Commands.Streams.State.Bytes;
using static Commands.Streams.RocksDb.Native.BatchFunctions;
using static Commands.Streams.RocksDb.Native.DatabaseFunctions;

namespace Commands.Streams.RocksDb.Databases;

/// <summary>
/// A store in a database of its own. Entries and metadata are two column families, written by one batch. Commits go to the log of the database, so that they
/// survive the process; batches of a restoration do not, so that a crash goes back to the last flush, of both families together.
/// </summary>
internal sealed unsafe class RocksDbStore : IBytesStore
{
    private const int InitialCapacity = 4096;

    private readonly Database _database;
    private readonly RocksDbBatch _batch;
    private readonly Stack<RocksDbCursor> _idleCursors = [];
    private byte[] _value = GC.AllocateUninitializedArray<byte>(InitialCapacity, pinned: true);
    private bool _isRestoring;
    private bool _hasUnloggedWrites;

    private RocksDbStore(Database database, StoreFailure failure)
    {
        _database = database;
        Failure = failure;
        _batch = new RocksDbBatch(this, database);
    }

    /// <summary>The key of the metadata in their column family.</summary>
    public static ReadOnlySpan<byte> MetadataKey => "metadata"u8;

    /// <summary>Turns RocksDB's errors into exceptions.</summary>
    public StoreFailure Failure { get; }

    /// <inheritdoc />
    public bool IsPersistent => true;

    /// <inheritdoc />
    public long ApproximateCount
    {
        get
        {
            ulong count = 0;
            fixed (byte* name = "rocksdb.estimate-num-keys\0"u8)
            {
                _ = rocksdb_property_int_cf(_database.Pointer, _database.Entries, name, &count);
            }

            GC.KeepAlive(this);
            return (long)count;
        }
    }

    /// <inheritdoc />
    public byte[]? Metadata => TryGet(_database.Metadata, MetadataKey, out var value) ? value.ToArray() : null;

    /// <summary>Opens or creates a store.</summary>
    public static RocksDbStore Open(EngineResources resources, string name, string directory)
    {
        var failure = new StoreFailure(name, directory);
        return new RocksDbStore(Database.Open(resources, failure, directory), failure);
    }

    /// <inheritdoc />
    public bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) => TryGet(_database.Entries, key, out value);

    /// <inheritdoc />
    public BytesCursor Scan(scoped in BytesRange range, bool isReverse)
    {
        var database = _database.Pointer;
        if (!_idleCursors.TryPop(out var cursor))
        {
            cursor = new RocksDbCursor(this, _database.CreateCursor());
        }

        cursor.Start(database, range, isReverse);
        GC.KeepAlive(this);
        return cursor;
    }

    /// <inheritdoc />
    public BytesBatch CreateBatch()
    {
        _batch.Clear();
        return _batch;
    }

    /// <inheritdoc />
    public void BeginRestore() => _isRestoring = true;

    /// <inheritdoc />
    public void EndRestore()
    {
        _isRestoring = false;
        if (_hasUnloggedWrites)
        {
            _database.Flush(Failure);
            _hasUnloggedWrites = false;
        }
    }

    /// <inheritdoc />
    public void Clear()
    {
        _batch.Clear();
        var batch = _database.Batch;
        using (var cursor = Scan(default, isReverse: true))
        {
            if (cursor.MoveNext())
            {
                _batch.DeleteRange(default, cursor.Key);
                _batch.Delete(cursor.Key);
            }
        }

        fixed (byte* key = MetadataKey)
        {
            rocksdb_writebatch_delete_cf(batch, _database.Metadata, key, (nuint)MetadataKey.Length);
        }

        Write(batch);
        _batch.Clear();
        DeleteFiles();
    }

    /// <inheritdoc />
    public void Dispose() => _database.Dispose();

    /// <summary>Applies a batch.</summary>
    public void Write(nint batch)
    {
        byte* error = null;
        rocksdb_write(_database.Pointer, _isRestoring ? _database.UnloggedWrites : _database.LoggedWrites, batch, &error);
        if (error != null)
        {
            throw Failure.Create("written", NativeStatus.Take(error));
        }

        _hasUnloggedWrites |= _isRestoring;
    }

    /// <summary>Takes a disposed cursor back.</summary>
    public void Reuse(RocksDbCursor cursor) => _idleCursors.Push(cursor);

    private bool TryGet(nint family, scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var size = Read(family, key);
        if (size > _value.Length)
        {
            _value = GC.AllocateUninitializedArray<byte>(size, pinned: true);
            size = Read(family, key);
        }

        value = size < 0 ? default : _value.AsSpan(0, size);
        return size >= 0;
    }

    /// <summary>Copies a value into the buffer if it fits.</summary>
    /// <returns>The value's size, or -1 if there is no such key.</returns>
    private int Read(nint family, scoped ReadOnlySpan<byte> key)
    {
        byte* error = null;
        byte isFound;
        nuint size;
        fixed (byte* bytes = key)
        {
            // Copying a small value once costs less than a native object that pins it.
            var buffer = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_value, 0);
            rocksdb_get_into_buffer_cf(
                _database.Pointer, _database.ReadOptions, family, bytes, (nuint)key.Length, buffer, (nuint)_value.Length, &size, &isFound, &error);
        }

        GC.KeepAlive(this);
        if (error != null)
        {
            throw Failure.Create("read", NativeStatus.Take(error));
        }

        return isFound != 0 ? checked((int)size) : -1;
    }

    /// <summary>Gives the space of deleted entries back at once, after their deletion is on disk.</summary>
    private void DeleteFiles()
    {
        _database.Flush(Failure);
        _hasUnloggedWrites = false;
        byte* error = null;
        rocksdb_delete_file_in_range_cf(_database.Pointer, _database.Entries, null, 0, null, 0, &error);
        if (error != null)
        {
            throw Failure.Create("emptied", NativeStatus.Take(error));
        }
    }
}
