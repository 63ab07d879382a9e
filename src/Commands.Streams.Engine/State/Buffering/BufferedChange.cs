using System.Buffers.Binary;
using System.Text;
using Commands.Streams.Records;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Buffering;

/// <summary>
/// Reads a buffered change from bytes, in the format of Kafka Streams' changelog of such buffers: the record it came with (timestamp, offset, topic,
/// partition, headers), the value when the buffer got the key, the value before the change, the new one, and the time by which the buffer is sorted.
/// </summary>
internal readonly ref struct BufferedChange
{
    private const int SameAsPrior = -2;

    /// <exception cref="FormatException">The bytes are not a change.</exception>
    public BufferedChange(ReadOnlySpan<byte> data)
    {
        var rest = data;
        var originSize = SkipOrigin(ref rest);
        HasPrior = TakeBytes(ref rest, out var prior) >= 0;
        Prior = prior;
        var oldLength = TakeBytes(ref rest, out var old);
        var isSame = oldLength == SameAsPrior;
        HasOld = isSame ? HasPrior : oldLength >= 0;
        Old = isSame ? prior : old;
        HasNew = TakeBytes(ref rest, out var @new) >= 0;
        New = @new;
        Time = BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, sizeof(long)));
        Size = sizeof(long) + originSize + prior.Length + old.Length + @new.Length;
    }

    public bool HasPrior { get; }

    public ReadOnlySpan<byte> Prior { get; }

    public bool HasOld { get; }

    public ReadOnlySpan<byte> Old { get; }

    public bool HasNew { get; }

    public ReadOnlySpan<byte> New { get; }

    /// <summary>The time by which the buffer is sorted.</summary>
    public long Time { get; }

    /// <summary>What limits on the size of buffers count, without the key.</summary>
    public int Size { get; }

    /// <summary>Reads the record that a change came with.</summary>
    public static EntryInfo ReadOrigin(ReadOnlySpan<byte> data)
    {
        var timestamp = BinaryPrimitives.ReadInt64BigEndian(Take(ref data, sizeof(long)));
        var offset = BinaryPrimitives.ReadInt64BigEndian(Take(ref data, sizeof(long)));
        TakeBytes(ref data, out var topic);
        var partition = TakeInt32(ref data);
        var headers = new Header[Math.Max(0, TakeInt32(ref data))];
        for (var i = 0; i < headers.Length; i++)
        {
            TakeBytes(ref data, out var name);
            var hasValue = TakeBytes(ref data, out var value) >= 0;
            headers[i] = new Header(Encoding.UTF8.GetString(name), hasValue ? value.ToArray() : null);
        }

        return new EntryInfo(timestamp, Headers.From(headers), topic.IsEmpty ? null : Encoding.UTF8.GetString(topic), partition, offset);
    }

    /// <summary>Writes the record that a change came with, its first part.</summary>
    public static void WriteOrigin(in EntryInfo origin, BytesWriter destination)
    {
        destination.Int64(origin.Timestamp);
        destination.Int64(origin.Offset);
        destination.Text(origin.Topic ?? string.Empty);
        destination.Int32(origin.Partition);
        destination.Int32(origin.Headers.Count);
        for (var i = 0; i < origin.Headers.Count; i++)
        {
            var header = origin.Headers[i];
            destination.Text(header.Name);
            destination.Bytes(header.Value is not null, header.Value);
        }
    }

    /// <summary>Writes the values and the time, the rest.</summary>
    public static void WriteValues(
        bool hasPrior, ReadOnlySpan<byte> prior, bool hasOld, ReadOnlySpan<byte> old, bool hasNew, ReadOnlySpan<byte> @new, long time, BytesWriter destination)
    {
        destination.Bytes(hasPrior, prior);
        if (hasOld && hasPrior && old.SequenceEqual(prior))
        {
            destination.Int32(SameAsPrior);
        }
        else
        {
            destination.Bytes(hasOld, old);
        }

        destination.Bytes(hasNew, @new);
        destination.Int64(time);
    }

    private static int SkipOrigin(scoped ref ReadOnlySpan<byte> data)
    {
        Take(ref data, 2 * sizeof(long));
        TakeBytes(ref data, out var topic);
        TakeInt32(ref data);
        var size = (2 * sizeof(long)) + sizeof(int) + topic.Length;
        for (var count = TakeInt32(ref data); count > 0; count--)
        {
            TakeBytes(ref data, out var name);
            TakeBytes(ref data, out var value);
            size += name.Length + value.Length;
        }

        return size;
    }

    private static int TakeInt32(scoped ref ReadOnlySpan<byte> data) => BinaryPrimitives.ReadInt32BigEndian(Take(ref data, sizeof(int)));

    private static int TakeBytes(scoped ref ReadOnlySpan<byte> data, out ReadOnlySpan<byte> bytes)
    {
        var length = TakeInt32(ref data);
        bytes = length < 0 ? default : Take(ref data, length);
        return length;
    }

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> data, int length)
    {
        if (length > data.Length)
        {
            throw new FormatException("A buffered change ends too soon.");
        }

        var taken = data[..length];
        data = data[length..];
        return taken;
    }
}
