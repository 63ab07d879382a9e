using System.Diagnostics.Metrics;

namespace Commands.Streams.Diagnostics;

/// <summary>Publishes the changes of a task's counters and gauges since the last call. Worker only.</summary>
internal sealed class TaskMetricsPublisher(TaskMetrics metrics, string applicationId, string taskId)
{
    private readonly KeyValuePair<string, object?>[] _tags =
        [new("commands.streams.application.id", applicationId), new("commands.streams.task.id", taskId)];

    private long _processed;
    private long _sent;
    private long _dropped;
    private long _skipped;
    private long _replaced;
    private long _deadLetters;
    private long _enforced;
    private TaskGauges _gauges;

    public void Publish(in TaskGauges gauges)
    {
        Publish(StreamsMeter.Processed, metrics.Processed, ref _processed);
        Publish(StreamsMeter.Sent, metrics.Sent, ref _sent);
        Publish(StreamsMeter.Dropped, metrics.Dropped, ref _dropped);
        Publish(StreamsMeter.Skipped, metrics.Skipped, ref _skipped);
        Publish(StreamsMeter.Replaced, metrics.Replaced, ref _replaced);
        Publish(StreamsMeter.DeadLetters, metrics.DeadLetters, ref _deadLetters);
        Publish(StreamsMeter.EnforcedProcessing, metrics.EnforcedProcessing, ref _enforced);
        Publish(StreamsMeter.RunningHandlers, gauges.RunningHandlers, ref _gauges.RunningHandlers);
        Publish(StreamsMeter.HandlerLimit, gauges.HandlerLimit, ref _gauges.HandlerLimit);
        Publish(StreamsMeter.Lanes, gauges.Lanes, ref _gauges.Lanes);
        Publish(StreamsMeter.WaitingRecords, gauges.Waiting, ref _gauges.Waiting);
        Publish(StreamsMeter.DoneSetSize, gauges.DoneSetLength, ref _gauges.DoneSetLength);
        Publish(StreamsMeter.FullDoneSets, gauges.FullDoneSets, ref _gauges.FullDoneSets);
    }

    private void Publish(Counter<long> counter, long value, ref long published)
    {
        if (value != published)
        {
            if (counter.Enabled)
            {
                counter.Add(value - published, _tags);
            }

            published = value;
        }
    }

    private void Publish(UpDownCounter<int> gauge, int value, ref int published)
    {
        if (value != published)
        {
            gauge.Add(value - published, _tags);
            published = value;
        }
    }
}
