using System.Runtime.InteropServices;

namespace Commands.Streams.RocksDb.Native;

/// <summary>RocksDB's <c>rocksdb_slice_t</c>: bytes that somebody else owns.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeSlice
{
    private readonly byte* _data;
    private readonly nuint _size;

    public ReadOnlySpan<byte> Span => new(_data, checked((int)_size));
}
