using System.Buffers;
using System.Buffers.Binary;
using Commands.Streams.Serialization;

namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>
/// A subscription as Kafka Streams writes it: a byte with the version and whether there is a hash, the instruction, the hash, the left key and, since version
/// 1, the left partition.
/// </summary>
internal sealed class SubscriptionSerde<TKey>(ISerde<TKey> keys) : ISerde<Subscription<TKey>>
{
    private const byte Version = 1;
    private const int NoPartition = -1;

    public void Serialize(Subscription<TKey> value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        value.Hash.WriteVersion(Version, destination);
        destination.GetSpan(1)[0] = (byte)value.Instruction;
        destination.Advance(1);
        value.Hash.Write(destination);
        keys.Serialize(value.Key, destination, context with { Component = RecordComponent.Key });
        BinaryPrimitives.WriteInt32BigEndian(destination.GetSpan(sizeof(int)), value.Partition);
        destination.Advance(sizeof(int));
    }

    public Subscription<TKey> Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        var hasPartition = !data.IsEmpty && (data[0] & Version) != 0;
        var hasHash = ValueHash.ReadVersion(ref data, Version);
        if (data.IsEmpty || data[0] > (byte)Instruction.AnswerIfFound)
        {
            throw new FormatException("A subscription of a foreign-key join has no instruction, or one that is not known.");
        }

        var instruction = (Instruction)data[0];
        data = data[1..];
        var hash = ValueHash.Read(hasHash, ref data);
        var keyLength = hasPartition ? data.Length - sizeof(int) : data.Length;
        if (keyLength < 0)
        {
            throw new FormatException("A subscription of a foreign-key join ends within its partition.");
        }

        var key = keys.Deserialize(data[..keyLength], context with { Component = RecordComponent.Key });
        return new Subscription<TKey>(
            instruction, hash, key, hasPartition ? BinaryPrimitives.ReadInt32BigEndian(data[keyLength..]) : NoPartition);
    }
}
