using Commands.Streams.Restoration;
using CsCheck;

namespace Commands.Streams.Tests.Restoration;

public sealed class StoreCheckpointTests
{
    [Test]
    public void Checkpoint_is_read_as_it_was_written() => Gen.Select(Gen.Long[0, long.MaxValue], Gen.Guid).Sample((offset, topic) =>
    {
        var checkpoint = new StoreCheckpoint(offset, topic);
        Span<byte> encoded = stackalloc byte[StoreCheckpoint.Length];
        checkpoint.Encode(encoded);
        StoreCheckpoint.Decode(encoded).Should().Be(checkpoint);
    });

    [Test]
    public void Anything_else_is_no_checkpoint()
    {
        StoreCheckpoint.Decode([]).Should().BeNull();
        StoreCheckpoint.Decode(new byte[StoreCheckpoint.Length]).Should().BeNull();
        StoreCheckpoint.Decode(new byte[StoreCheckpoint.Length + 1]).Should().BeNull();
    }
}
