using System.Buffers;
using Commands.Streams.Serialization;
using CsCheck;

namespace Commands.Streams.Tests.Serialization;

public sealed class SerializationBufferTests
{
    [Test]
    public void Any_writes_come_out_one_behind_the_other()
    {
        Gen.Byte.Array[0, 700].Array[0, 8].Sample(
            writes =>
            {
                var buffer = new SerializationBuffer();
                buffer.Write("abc"u8);
                buffer.Clear();
                foreach (var write in writes)
                {
                    buffer.Write(write);
                }

                return buffer.Written.SequenceEqual(writes.SelectMany(write => write).ToArray());
            },
            iter: 200);
    }

    [Test]
    public void More_than_there_is_room_for_cannot_be_taken()
    {
        var buffer = new SerializationBuffer();
        var room = buffer.GetSpan(10).Length;
        buffer.Invoking(it => it.Advance(room + 1)).Should().Throw<ArgumentOutOfRangeException>();
        buffer.Invoking(it => it.Advance(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Test]
    public void A_huge_value_does_not_keep_its_memory()
    {
        var buffer = new SerializationBuffer();
        buffer.Write(new byte[3_000_000]);
        buffer.Clear();
        buffer.GetSpan().Length.Should().BeLessThan(1_000_000);
    }
}
