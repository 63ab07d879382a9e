namespace Commands.Streams.State.InMemory;

/// <summary>Keeps a copy of bytes in an array that is reused.</summary>
internal sealed class BytesBuffer
{
    private byte[] _bytes = [];

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public int Length { get; private set; }

    public int Capacity => _bytes.Length;

    public void Set(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Resize(bytes.Length));

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var start = Length;
        bytes.CopyTo(Resize(start + bytes.Length)[start..]);
    }

    /// <summary>Makes room for that many bytes; those that were there before stay.</summary>
    public Span<byte> Resize(int length)
    {
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(length, Math.Max(32, _bytes.Length * 2)));
        }

        Length = length;
        return _bytes.AsSpan(0, length);
    }
}
