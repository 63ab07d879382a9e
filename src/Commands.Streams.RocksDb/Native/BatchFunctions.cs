using System.Runtime.InteropServices;

namespace Commands.Streams.RocksDb.Native;

/// <summary>RocksDB's functions on write batches.</summary>
internal static unsafe partial class BatchFunctions
{
    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_writebatch_create();

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_writebatch_destroy(nint batch);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_writebatch_clear(nint batch);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_writebatch_put(nint batch, byte* key, nuint keySize, byte* value, nuint valueSize);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_writebatch_put_cf(nint batch, nint family, byte* key, nuint keySize, byte* value, nuint valueSize);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_writebatch_delete(nint batch, byte* key, nuint keySize);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_writebatch_delete_cf(nint batch, nint family, byte* key, nuint keySize);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_writebatch_delete_range(nint batch, byte* from, nuint fromSize, byte* to, nuint toSize);
}
