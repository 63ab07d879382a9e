using System.Buffers.Binary;

namespace Commands.Streams.State.Layouts;

/// <summary>
/// A number in the back end that is not smaller than any sequence number in use, so that numbers go on after a restart. It moves by steps, because writing it
/// with each entry would double the writes.
/// </summary>
internal sealed class SequenceMark
{
    private const int Step = 1024;

    private readonly byte[] _value = new byte[sizeof(int)];
    private int _last = -1;

    /// <summary>The key of the number, behind the keys of all entries.</summary>
    public static ReadOnlySpan<byte> Key => [255, 255, 255, 255, 255, 255, 255, 255, (byte)'s'];

    /// <summary>The number as it is stored.</summary>
    public ReadOnlySpan<byte> Value => _value;

    public static int Read(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt32BigEndian(value);

    /// <summary>Forgets what is stored.</summary>
    public void Reset() => _last = -1;

    /// <summary>Takes notice of a number that is going to be used.</summary>
    /// <returns><see langword="true"/> if <see cref="Value"/> has changed and must be stored; otherwise <see langword="false"/>.</returns>
    public bool MustMove(int number)
    {
        // Numbers start again at the beginning after 2^31 of them; then the mark does too.
        if (number <= _last && number > _last - Step)
        {
            return false;
        }

        _last = (int)Math.Min((long)number + Step - 1, int.MaxValue);
        BinaryPrimitives.WriteInt32BigEndian(_value, _last);
        return true;
    }
}
