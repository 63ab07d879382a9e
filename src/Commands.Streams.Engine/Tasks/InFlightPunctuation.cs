using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks;

/// <summary>
/// A punctuation in flight. It has no record, so topic is null, partition and offset are -1, there are no headers, and the timestamp is the time it was called
/// with. No offset is held back for it: if the task ends first, the work is repeated only if the processor's state makes it so.
/// </summary>
internal sealed class InFlightPunctuation(TaskContext context) : InFlightWork(new StagedWrites())
{
    private long _time = -1;

    public override string? Topic => null;

    public override int Partition => -1;

    public override long Offset => -1;

    public override long Timestamp => _time;

    public override Headers Headers => Headers.Empty;

    public override RecordBatch? Batch => null;

    public override int BatchIndex => -1;

    public void Begin(long time) => _time = time;

    public override void Complete() => context.Punctuated = true;
}
