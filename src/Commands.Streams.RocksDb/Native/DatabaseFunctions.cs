using System.Runtime.InteropServices;

namespace Commands.Streams.RocksDb.Native;

/// <summary>RocksDB's functions on databases and column families.</summary>
internal static unsafe partial class DatabaseFunctions
{
    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_open_column_families(
        nint options, byte* directory, int count, byte** names, nint* familyOptions, nint* families, byte** error);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_column_family_handle_destroy(nint family);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_close(nint database);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_write(nint database, nint options, nint batch, byte** error);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial byte rocksdb_get_into_buffer_cf(
        nint database, nint options, nint family, byte* key, nuint keySize, byte* buffer, nuint bufferSize, nuint* valueSize, byte* isFound, byte** error);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial int rocksdb_property_int_cf(nint database, nint family, byte* name, ulong* value);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_flush_cfs(nint database, nint options, nint* families, int count, byte** error);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_flushoptions_create();

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_flushoptions_destroy(nint options);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_delete_file_in_range_cf(
        nint database, nint family, byte* from, nuint fromSize, byte* to, nuint toSize, byte** error);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial nint rocksdb_writeoptions_create();

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_writeoptions_destroy(nint options);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_writeoptions_disable_WAL(nint options, int isDisabled);

    [LibraryImport(RocksDbLibrary.Name)]
    internal static partial void rocksdb_free(void* memory);
}
