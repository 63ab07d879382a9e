using System.Buffers;
using System.Collections.Concurrent;

namespace Commands.Streams.Issuing.Sending;

/// <summary>Buffers for serializing commands, passed from sender to sender; buffers that have grown large are dropped.</summary>
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
