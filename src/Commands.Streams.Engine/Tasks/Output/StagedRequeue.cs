using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Output;

/// <summary>An input record that goes to another topic when its pass is done.</summary>
internal sealed class StagedRequeue(RecordCollector collector, string node, string topic, Headers headers, long? place) : StagedWrite
{
    public override long? Place => place;

    public override void Send() => collector.Requeue(node, topic, headers);

    public static StagedRequeue Create(TaskContext context, string node, string topic, Headers headers)
    {
        context.Origin.Batch!.Read(context.Origin.BatchIndex, out var raw);
        return new StagedRequeue(context.Collector, node, topic, headers, raw.HasKey ? PlaceOf(topic, raw.Key) : null);
    }
}
