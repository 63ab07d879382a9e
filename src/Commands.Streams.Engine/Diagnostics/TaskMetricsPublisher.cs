using System.Diagnostics.Metrics;

namespace Commands.Streams.Diagnostics;

/// <summary>Publishes what a task's counters have risen by since the last time. Worker only.</summary>
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
    private int _runningHandlers;

    public void Publish(int runningHandlers)
    {
        Publish(StreamsMeter.Processed, metrics.Processed, ref _processed);
        Publish(StreamsMeter.Sent, metrics.Sent, ref _sent);
        Publish(StreamsMeter.Dropped, metrics.Dropped, ref _dropped);
        Publish(StreamsMeter.Skipped, metrics.Skipped, ref _skipped);
        Publish(StreamsMeter.Replaced, metrics.Replaced, ref _replaced);
        Publish(StreamsMeter.DeadLetters, metrics.DeadLetters, ref _deadLetters);
        Publish(StreamsMeter.EnforcedProcessing, metrics.EnforcedProcessing, ref _enforced);
        if (runningHandlers != _runningHandlers)
        {
            StreamsMeter.RunningHandlers.Add(runningHandlers - _runningHandlers, _tags);
            _runningHandlers = runningHandlers;
        }
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
}
