using System.Runtime.InteropServices;
using System.Text;
using Commands.Streams.RocksDb.Configuration;
using Commands.Streams.RocksDb.Native;
using static Commands.Streams.RocksDb.Native.BatchFunctions;
using static Commands.Streams.RocksDb.Native.DatabaseFunctions;
using static Commands.Streams.RocksDb.Native.IteratorFunctions;

namespace Commands.Streams.RocksDb.Databases;

/// <summary>
/// Everything native that an open store owns, freed in the order that RocksDB demands: iterators before their database. Freed by the garbage collector too,
/// if nobody disposes it.
/// </summary>
internal sealed unsafe class Database : SafeHandle
{
    private const int Families = 2;

    private readonly List<NativeCursor> _cursors = [];
    private readonly nint[] _families = new nint[Families];
    private nint _batch;

    private Database()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc />
    public override bool IsInvalid => ReadOptions == 0;

    /// <summary>The database itself.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle == 0, typeof(RocksDbStore));
            return handle;
        }
    }

    /// <summary>The batch of the store's writes.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public nint Batch
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle == 0, typeof(RocksDbStore));
            return _batch;
        }
    }

    public nint Entries => _families[0];

    public nint Metadata => _families[1];

    /// <summary>The options of look-ups.</summary>
    public nint ReadOptions { get; private set; }

    /// <summary>The options of writes that survive the process at once.</summary>
    public nint LoggedWrites { get; private set; }

    /// <summary>The options of writes that survive the process when they are flushed.</summary>
    public nint UnloggedWrites { get; private set; }

    private nint FlushOptions { get; set; }

    /// <summary>Opens or creates a database.</summary>
    public static Database Open(EngineResources resources, StoreFailure failure, string directory)
    {
        var database = new Database();
        try
        {
            CheckFiles(failure, directory);
            database.Create();
            database.OpenFiles(resources, failure, directory);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Creates a cursor, which the database frees.</summary>
    public NativeCursor CreateCursor()
    {
        var cursor = new NativeCursor();
        _cursors.Add(cursor);
        return cursor;
    }

    /// <summary>Writes all entries to sorted files, and returns when the disk has them.</summary>
    public void Flush(StoreFailure failure)
    {
        byte* error = null;
        fixed (nint* families = _families)
        {
            rocksdb_flush_cfs(Pointer, FlushOptions, families, Families, &error);
        }

        if (error != null)
        {
            throw failure.Create("written", NativeStatus.Take(error));
        }
    }

    /// <summary>Replaces the batch, whose memory only grows.</summary>
    public void RenewBatch()
    {
        rocksdb_writebatch_destroy(_batch);
        _batch = rocksdb_writebatch_create();
    }

    protected override bool ReleaseHandle()
    {
        foreach (var cursor in _cursors)
        {
            cursor.Free();
        }

        foreach (var family in _families)
        {
            Free(family, &rocksdb_column_family_handle_destroy);
        }

        Free(handle, &rocksdb_close);
        Free(_batch, &rocksdb_writebatch_destroy);
        Free(ReadOptions, &rocksdb_readoptions_destroy);
        Free(LoggedWrites, &rocksdb_writeoptions_destroy);
        Free(UnloggedWrites, &rocksdb_writeoptions_destroy);
        Free(FlushOptions, &rocksdb_flushoptions_destroy);
        SetHandle(0);
        return true;
    }

    private static void CheckFiles(StoreFailure failure, string directory)
    {
        string? damage;
        try
        {
            damage = CorruptionMark.Read(directory) ?? LogFiles.FindDamage(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            damage = exception.Message.TrimEnd('.');
        }

        if (damage is not null)
        {
            throw failure.Create("opened", damage);
        }
    }

    private static void Free(nint pointer, delegate*<nint, void> destroy)
    {
        if (pointer != 0)
        {
            destroy(pointer);
        }
    }

    private void Create()
    {
        ReadOptions = rocksdb_readoptions_create();
        LoggedWrites = rocksdb_writeoptions_create();
        UnloggedWrites = rocksdb_writeoptions_create();
        rocksdb_writeoptions_disable_WAL(UnloggedWrites, 1);
        FlushOptions = rocksdb_flushoptions_create();
        _batch = rocksdb_writebatch_create();
    }

    private void OpenFiles(EngineResources resources, StoreFailure failure, string directory)
    {
        byte* error = null;
        var options = stackalloc nint[Families] { resources.EntryOptions, resources.MetadataOptions };
        fixed (byte* entries = "default\0"u8, metadata = "metadata\0"u8, path = Encoding.UTF8.GetBytes(directory + '\0'))
        fixed (nint* families = _families)
        {
            var names = stackalloc byte*[Families] { entries, metadata };
            SetHandle(rocksdb_open_column_families(resources.EntryOptions, path, Families, names, options, families, &error));
        }

        GC.KeepAlive(resources);
        if (error != null)
        {
            throw failure.Create("opened", NativeStatus.Take(error));
        }
    }
}
