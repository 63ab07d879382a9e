using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Commands.Streams.Avro.Binary;

/// <summary>Writes Avro's binary format into the memory of a buffer writer, which is advanced only at the end or when it has no room.</summary>
internal ref struct AvroWriter(IBufferWriter<byte> destination)
{
    private const int MaxDepth = AvroReader.MaxDepth;
    private const int VarIntSize = 10;

    private readonly IBufferWriter<byte> _destination = destination;
    private Span<byte> _span = destination.GetSpan(256);
    private int _written = 0;
    private int _depth = 0;

    /// <summary>Enters a nested level.</summary>
    public void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new AvroDataException($"The value nests deeper than {MaxDepth} levels. Values that contain themselves cannot be written.");
        }
    }

    public void Leave() => _depth--;

    /// <summary>Completes the value.</summary>
    public void Complete()
    {
        _destination.Advance(_written);
        _span = default;
        _written = 0;
    }

    public void WriteBoolean(bool value)
    {
        Ensure(1);
        _span[_written++] = value ? (byte)1 : (byte)0;
    }

    public void WriteInt32(int value) => WriteVarInt((uint)((value << 1) ^ (value >> 31)));

    public void WriteInt64(long value) => WriteVarInt((ulong)((value << 1) ^ (value >> 63)));

    public void WriteSingle(float value)
    {
        Ensure(sizeof(float));
        BinaryPrimitives.WriteSingleLittleEndian(_span[_written..], value);
        _written += sizeof(float);
    }

    public void WriteDouble(double value)
    {
        Ensure(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_span[_written..], value);
        _written += sizeof(double);
    }

    public void WriteString(string value)
    {
        // Up to 21 characters take fewer than 64 bytes, so their length takes one byte and need not be counted first.
        if (value.Length <= 21)
        {
            Ensure(64);
            var length = Encoding.UTF8.GetBytes(value, _span[(_written + 1)..]);
            _span[_written] = (byte)(length << 1);
            _written += length + 1;
            return;
        }

        var size = Encoding.UTF8.GetByteCount(value);
        WriteInt64(size);
        Ensure(size);
        _written += Encoding.UTF8.GetBytes(value, _span[_written..]);
    }

    public void WriteBytes(scoped ReadOnlySpan<byte> value)
    {
        WriteInt64(value.Length);
        WriteFixed(value);
    }

    public void WriteFixed(scoped ReadOnlySpan<byte> value)
    {
        Ensure(value.Length);
        value.CopyTo(_span[_written..]);
        _written += value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteVarInt(ulong value)
    {
        Ensure(VarIntSize);
        while (value >= 0x80)
        {
            _span[_written++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _span[_written++] = (byte)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int count)
    {
        if (_span.Length - _written < count)
        {
            Grow(count);
        }
    }

    private void Grow(int count)
    {
        _destination.Advance(_written);
        _written = 0;
        _span = _destination.GetSpan(count);
    }
}
