using System.Runtime.InteropServices;
using Commands.Streams.State.Bytes;
using static Commands.Streams.RocksDb.Native.IteratorFunctions;

namespace Commands.Streams.RocksDb.Databases;

/// <summary>The native part of a cursor. RocksDB reads the bounds of a range where they lie, as long as the iterator exists. Owned by the database.</summary>
internal sealed unsafe class NativeCursor
{
    private nint _options = rocksdb_readoptions_create();
    private byte* _bounds;
    private int _capacity;

    /// <summary>The iterator; 0 between two scans and after the store was closed.</summary>
    public nint Iterator { get; private set; }

    /// <summary>Creates the iterator, which stands on no entry.</summary>
    public void Start(nint database, scoped in BytesRange range)
    {
        var to = range.HasTo ? range.To : default;
        Reserve(range.From.Length + to.Length);
        range.From.CopyTo(new Span<byte>(_bounds, _capacity));
        to.CopyTo(new Span<byte>(_bounds + range.From.Length, to.Length));
        rocksdb_readoptions_set_iterate_lower_bound(_options, range.From.IsEmpty ? null : _bounds, (nuint)range.From.Length);
        rocksdb_readoptions_set_iterate_upper_bound(_options, range.HasTo ? _bounds + range.From.Length : null, (nuint)to.Length);
        Iterator = rocksdb_create_iterator(database, _options);
    }

    /// <summary>Frees the iterator, which otherwise keeps files and memory of the store as they were.</summary>
    public void Stop()
    {
        if (Iterator != 0)
        {
            rocksdb_iter_destroy(Iterator);
            Iterator = 0;
        }
    }

    /// <summary>Frees everything.</summary>
    public void Free()
    {
        Stop();
        rocksdb_readoptions_destroy(_options);
        NativeMemory.Free(_bounds);
        _bounds = null;
        (_options, _capacity) = (0, 0);
    }

    private void Reserve(int size)
    {
        if (size > _capacity)
        {
            _bounds = (byte*)NativeMemory.Realloc(_bounds, (nuint)size);
            _capacity = size;
        }
    }
}
