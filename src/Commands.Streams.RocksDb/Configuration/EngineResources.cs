using System.Runtime.InteropServices;
using System.Text;
using Commands.Streams.RocksDb.Native;
using static Commands.Streams.RocksDb.Native.OptionsFunctions;

namespace Commands.Streams.RocksDb.Configuration;

/// <summary>
/// What all stores of an engine share: RocksDB's options, the block cache and the budget of write buffers. Databases hold the memory on their own, so it may
/// be released while some are open.
/// </summary>
internal sealed unsafe class EngineResources : SafeHandle
{
    private nint _tables;
    private nint _cache;
    private nint _writeBuffers;

    private EngineResources()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => _tables == 0;

    /// <summary>The options of databases and of the family of entries.</summary>
    public nint EntryOptions { get; private set; }

    /// <summary>The options of the family of metadata.</summary>
    public nint MetadataOptions { get; private set; }

    /// <summary>Creates the shared objects.</summary>
    /// <exception cref="ArgumentException">RocksDB does not understand the user's options; the message is a sentence for the user.</exception>
    /// <exception cref="DllNotFoundException">There is no native library for this platform.</exception>
    public static EngineResources Create(EngineSettings settings)
    {
        RocksDbLibrary.EnsureLoaded();
        var resources = new EngineResources();
        try
        {
            resources.Fill(settings);
            return resources;
        }
        catch
        {
            resources.Dispose();
            throw;
        }
    }

    protected override bool ReleaseHandle()
    {
        Free(EntryOptions, &rocksdb_options_destroy);
        Free(MetadataOptions, &rocksdb_options_destroy);
        Free(_tables, &rocksdb_block_based_options_destroy);
        Free(_writeBuffers, &rocksdb_write_buffer_manager_destroy);
        Free(_cache, &rocksdb_cache_destroy);
        EntryOptions = MetadataOptions = _tables = _writeBuffers = _cache = 0;
        return true;
    }

    private static void Free(nint pointer, delegate*<nint, void> destroy)
    {
        if (pointer != 0)
        {
            destroy(pointer);
        }
    }

    private void Fill(EngineSettings settings)
    {
        _tables = rocksdb_block_based_options_create();
        _cache = rocksdb_cache_create_lru((nuint)settings.BlockCacheBytes);
        _writeBuffers = rocksdb_write_buffer_manager_create((nuint)settings.WriteBufferBytes, canStall: 0);
        rocksdb_block_based_options_set_block_cache(_tables, _cache);
        EntryOptions = rocksdb_options_create();
        rocksdb_options_set_block_based_table_factory(EntryOptions, _tables);
        rocksdb_options_set_write_buffer_manager(EntryOptions, _writeBuffers);
        EntryOptions = Change(EntryOptions, settings.Text);
        EntryOptions = Change(EntryOptions, settings.NativeText);
        MetadataOptions = rocksdb_options_create();
        rocksdb_options_set_block_based_table_factory(MetadataOptions, _tables);
        MetadataOptions = Change(MetadataOptions, settings.Text);
        MetadataOptions = Change(MetadataOptions, EngineSettings.MetadataText);
    }

    /// <summary>Returns a changed copy of options, and frees the original if that succeeds.</summary>
    private static nint Change(nint options, string changes)
    {
        byte* error = null;
        var changed = rocksdb_options_create();
        fixed (byte* text = Encoding.UTF8.GetBytes(changes + '\0'))
        {
            rocksdb_get_options_from_string(options, text, changed, &error);
        }

        if (error != null)
        {
            rocksdb_options_destroy(changed);
            throw new ArgumentException(
                $"RocksDB does not understand RocksDbOptions.NativeOptions: {NativeStatus.Take(error)}. Use the names and values of its option files.");
        }

        rocksdb_options_destroy(options);
        return changed;
    }
}
