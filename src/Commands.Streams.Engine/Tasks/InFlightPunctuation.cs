using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks;

/// <summary>
/// A punctuation in flight. It has no record: no topic, partition and offset -1, no headers, and the time it was called with as its timestamp. No offset
/// waits for it: if the task ends first, its work is repeated only as far as the processor's state says so.
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
