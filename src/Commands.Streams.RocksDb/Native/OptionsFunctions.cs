using System.Runtime.InteropServices;

namespace Commands.Streams.RocksDb.Native;

/// <summary>RocksDB's functions on the options of databases, and on the memory that databases share.</summary>
internal static unsafe partial class OptionsFunctions
{
    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_options_create();

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_options_destroy(nint options);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_get_options_from_string(nint source, byte* text, nint target, byte** error);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_options_set_block_based_table_factory(nint options, nint tables);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_options_set_write_buffer_manager(nint options, nint buffers);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_block_based_options_create();

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_block_based_options_destroy(nint tables);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_block_based_options_set_block_cache(nint tables, nint cache);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_cache_create_lru(nuint capacity);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_cache_destroy(nint cache);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nuint rocksdb_cache_get_usage(nint cache);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_write_buffer_manager_create(nuint size, byte canStall);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_write_buffer_manager_destroy(nint buffers);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nuint rocksdb_write_buffer_manager_memory_usage(nint buffers);
}
