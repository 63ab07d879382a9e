using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Operators.Tables;

/// <summary>
/// A change in a repartition topic, as Kafka Streams writes it: the value and a byte that says which it is; both with the length of the new one before them.
/// </summary>
internal sealed class ChangeSerde<T>(ISerde<T> inner) : ISerde<Change<T>>
{
    private const byte OldOnly = 0;
    private const byte NewOnly = 1;
    private const byte Both = 2;

    /// <summary>From here on, a byte before the kind says whether the change is the latest.</summary>
    private const byte FirstWithLatest = 3;

    public void Serialize(Change<T> value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        if (value is { New: not null, Old: not null })
        {
            WriteBoth(value, destination, in context);
            return;
        }

        if ((value.New ?? value.Old) is not { } only)
        {
            throw new InvalidOperationException("A change from nothing to nothing cannot be written. This is a fault of the step that made it.");
        }

        inner.Serialize(only, destination, in context);
        WriteByte(value.New is null ? OldOnly : NewOnly, destination);
    }

    public Change<T> Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        if (data.IsEmpty)
        {
            throw new FormatException("A change of a table has no bytes.");
        }

        var kind = data[^1];
        var isLatest = true;
        data = data[..^1];
        if (kind >= FirstWithLatest)
        {
            isLatest = data[^1] != 0;
            data = data[..^1];
            kind -= FirstWithLatest;
        }

        switch (kind)
        {
            case OldOnly:
                return new Change<T>(default, inner.Deserialize(data, in context), isLatest);
            case NewOnly:
                return new Change<T>(inner.Deserialize(data, in context), default, isLatest);
            case Both:
                var length = VarInt.Read(ref data);
                return new Change<T>(inner.Deserialize(data[..length], in context), inner.Deserialize(data[length..], in context), isLatest);
            default:
                throw new FormatException($"A change of a table is of kind {kind}, which is not known.");
        }
    }

    private static void WriteByte(byte value, IBufferWriter<byte> destination)
    {
        destination.GetSpan(1)[0] = value;
        destination.Advance(1);
    }

    private void WriteBoth(Change<T> value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        // The length stands before the value, so the value has to be written elsewhere first.
        var buffer = new SerializationBuffer();
        inner.Serialize(value.New!, buffer, in context);
        VarInt.Write(buffer.Written.Length, destination);
        destination.Write(buffer.Written);
        inner.Serialize(value.Old!, destination, in context);
        WriteByte(Both, destination);
    }
}
