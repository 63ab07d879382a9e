using System.Buffers;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tests.Support;

/// <summary>Text that cannot be read or written while the test holds it back.</summary>
internal sealed class PendingSerde : ISerde<string>
{
    private TaskCompletionSource? _pending;

    /// <summary>How often it said that it is not ready.</summary>
    public int Refusals { get; private set; }

    public void HoldBack() => _pending = new TaskCompletionSource();

    public void Release()
    {
        var pending = _pending;
        _pending = null;
        pending?.SetResult();
    }

    public void Fail(Exception exception) => _pending?.SetException(exception);

    public void Serialize(string value, IBufferWriter<byte> destination, in SerializationContext context)
    {
        ThrowIfPending();
        Serdes.String.Serialize(value, destination, in context);
    }

    public string Deserialize(ReadOnlySpan<byte> data, in SerializationContext context)
    {
        ThrowIfPending();
        var text = Serdes.String.Deserialize(data, in context);
        return text == "bad" ? throw new FormatException("This is bad.") : text;
    }

    private void ThrowIfPending()
    {
        if (_pending is { } pending)
        {
            Refusals++;
            throw new SerdeNotReadyException(pending.Task, "It is held back by a test.");
        }
    }
}
