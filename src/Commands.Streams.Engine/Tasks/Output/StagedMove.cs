using Commands.Streams.Records;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Output;

/// <summary>An input record that is moved to another topic when the work on it is done.</summary>
internal sealed class StagedMove(RecordCollector collector, string node, string topic, Headers headers, long? place) : StagedWrite
{
    public override long? Place => place;

    public override void Send() => collector.MoveTo(node, topic, headers);

    public static StagedMove Create(TaskContext context, string node, string topic, Headers headers)
    {
        context.Input.Batch!.Read(context.Input.BatchIndex, out var raw);
        return new StagedMove(context.Collector, node, topic, headers, raw.HasKey ? PlaceOf(topic, raw.Key) : null);
    }
}
