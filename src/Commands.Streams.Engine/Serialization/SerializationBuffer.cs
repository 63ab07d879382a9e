using System.Buffers;

namespace Commands.Streams.Serialization;

/// <summary>
/// A growing buffer that is reused for one key or value after another. It keeps its array, up to a size limit, so that steady work allocates nothing.
/// </summary>
internal sealed class SerializationBuffer : IBufferWriter<byte>
{
    private const int MaxKept = 1024 * 1024;

    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Discards the content; spans handed out before become invalid.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > MaxKept)
        {
            _bytes = new byte[256];
        }
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _length);
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(sizeHint);
        return _bytes.AsSpan(_length);
    }

    private void EnsureRoom(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length < needed)
        {
            Array.Resize(ref _bytes, checked(Math.Max(_bytes.Length * 2, _length + needed)));
        }
    }
}
