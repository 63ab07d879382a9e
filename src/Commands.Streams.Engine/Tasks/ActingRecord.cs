using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.State.Staging;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks;

/// <summary>
/// Takes the place of an earlier record while what it left behind is forwarded: an entry of a cached store, or a suppressed change. Nodes then see that
/// record's position and headers; what they write still belongs to the input at work. Its bytes are gone. Reused, by one node.
/// </summary>
internal sealed class ActingRecord(TaskContext context) : IInputRecord
{
    private EntryInfo _origin;
    private IInputRecord _input = context.Input;

    public string? Topic => _origin.Topic;

    public int Partition => _origin.Partition;

    public long Offset => _origin.Offset;

    public long Timestamp => _origin.Timestamp;

    public Headers Headers => _origin.Headers;

    public RecordBatch? Batch => null;

    public int BatchIndex => -1;

    public StagedWrites Writes => _input.Writes;

    /// <summary>The input at work.</summary>
    public IInputRecord Input => _input is ActingRecord acting ? acting.Input : _input;

    /// <summary>Takes the place of a record.</summary>
    public void Begin(in EntryInfo origin)
    {
        _origin = origin;
        _input = context.Input;
        context.Input = this;
    }

    /// <summary>Gives the place back.</summary>
    public void End()
    {
        context.Input = _input;
        _origin = default;
    }
}
