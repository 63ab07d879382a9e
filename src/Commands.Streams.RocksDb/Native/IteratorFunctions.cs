using System.Runtime.InteropServices;

namespace Commands.Streams.RocksDb.Native;

/// <summary>RocksDB's functions on iterators and on the options of reads.</summary>
internal static unsafe partial class IteratorFunctions
{
    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_readoptions_create();

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_readoptions_destroy(nint options);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_readoptions_set_iterate_lower_bound(nint options, byte* key, nuint keySize);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_readoptions_set_iterate_upper_bound(nint options, byte* key, nuint keySize);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_create_iterator(nint database, nint options);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_iter_destroy(nint iterator);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_iter_seek_to_first(nint iterator);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_iter_seek_to_last(nint iterator);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_iter_next(nint iterator);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_iter_prev(nint iterator);

    // These only read fields, so the garbage collector can wait for them.
    [LibraryImport(RocksDbLibrary.Name)]
    [SuppressGCTransition]
    internal static partial byte rocksdb_iter_valid(nint iterator);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_iter_get_error(nint iterator, byte** error);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial NativeSlice rocksdb_iter_key_slice(nint iterator);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial NativeSlice rocksdb_iter_value_slice(nint iterator);
}
