using Commands.Streams.State.InMemory;
using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Buffering;

/// <summary>The change of one key in a buffer. The buffer reuses these objects.</summary>
internal sealed class BufferedEntry
{
    private readonly BytesBuffer _key = new();
    private readonly BytesBuffer _data = new();
    private readonly BytesBuffer _values = new();
    private readonly BytesWriter _dataWriter;
    private readonly BytesWriter _valuesWriter;

    public BufferedEntry()
    {
        _dataWriter = new BytesWriter(_data);
        _valuesWriter = new BytesWriter(_values);
    }

    public ReadOnlySpan<byte> Key => _key.Span;

    /// <summary>The change as in the changelog.</summary>
    public ReadOnlySpan<byte> Data => _data.Span;

    public BufferedChange Change => new(_data.Span);

    public EntryInfo Origin { get; private set; }

    public long Time { get; private set; }

    /// <summary>What limits on the size of buffers count.</summary>
    public long Size { get; private set; }

    /// <summary>Takes a key.</summary>
    public void Begin(ReadOnlySpan<byte> key, long time)
    {
        _key.Set(key);
        _data.Resize(0);
        Time = time;
        Size = 0;
    }

    /// <summary>Takes a change as it was read.</summary>
    public void Load(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        _key.Set(key);
        _data.Set(data);
        Origin = BufferedChange.ReadOrigin(data);
        var change = Change;
        Time = change.Time;
        Size = key.Length + change.Size;
    }

    /// <summary>Takes the key's latest change. The value when the buffer got the key stays.</summary>
    public void Set(in EntryInfo origin, bool hasOld, ReadOnlySpan<byte> old, bool hasNew, ReadOnlySpan<byte> @new)
    {
        var hasPrior = hasOld;
        var prior = old;
        if (_data.Length > 0)
        {
            var present = Change;
            hasPrior = present.HasPrior;
            prior = present.Prior;
        }

        _values.Resize(0);
        BufferedChange.WriteValues(hasPrior, prior, hasOld, old, hasNew, @new, Time, _valuesWriter);
        _data.Resize(0);
        BufferedChange.WriteOrigin(in origin, _dataWriter);
        _data.Append(_values.Span);
        Origin = origin;
        Size = _key.Length + Change.Size;
    }
}
