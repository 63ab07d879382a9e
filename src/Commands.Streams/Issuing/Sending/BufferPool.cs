using System.Buffers;
using System.Collections.Concurrent;

namespace Commands.Streams.Issuing.Sending;

/// <summary>Buffers that commands are serialized into, handed from sender to sender; those that grew large are let go.</summary>
internal sealed class BufferPool
{
    private const int MaxKeptBytes = 1024 * 1024;
    private const int MaxKept = 64;

    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _buffers = [];

    public ArrayBufferWriter<byte> Rent() => _buffers.TryTake(out var buffer) ? buffer : new ArrayBufferWriter<byte>(256);

    public void Return(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity <= MaxKeptBytes && _buffers.Count < MaxKept)
        {
            buffer.ResetWrittenCount();
            _buffers.Add(buffer);
        }
    }
}
