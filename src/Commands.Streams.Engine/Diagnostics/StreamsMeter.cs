using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Commands.Streams.Diagnostics;

/// <summary>
/// The library's meter, named <c>Commands.Streams</c>, and its instruments. Counters are updated once per turn of a worker, not per record.
/// </summary>
internal static class StreamsMeter
{
    public const string Name = MessagingConventions.SourceName;

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Processed = Meter.CreateCounter<long>(
        "commands.streams.task.records.processed", "{record}", "Records that tasks have processed.");

    public static readonly Counter<long> Sent = Meter.CreateCounter<long>(
        "commands.streams.task.records.sent", "{record}", "Records that sinks have handed to the producer.");

    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "commands.streams.task.records.dropped", "{record}", "Records that operators have dropped, such as late ones or ones with a null key.");

    public static readonly Counter<long> Skipped = Meter.CreateCounter<long>(
        "commands.streams.task.records.skipped", "{record}", "Records that were skipped because an exception handler decided so.");

    public static readonly Counter<long> Replaced = Meter.CreateCounter<long>(
        "commands.streams.task.records.replaced", "{record}", "Records that sinks have written in place of others that cannot be written.");

    public static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "commands.streams.task.dead_letters", "{record}", "Records that were written to dead-letter topics.");

    public static readonly Counter<long> EnforcedProcessing = Meter.CreateCounter<long>(
        "commands.streams.task.enforced_processing",
        "{record}",
        "Records that were processed although another input was empty, because the wait for it had ended.");

    public static readonly Counter<long> Commits = Meter.CreateCounter<long>(
        "commands.streams.worker.commits", "{commit}", "Commits of workers.");

    public static readonly Counter<long> Restarts = Meter.CreateCounter<long>(
        "commands.streams.worker.restarts", "{restart}", "Times a worker's tasks were restarted from the committed offsets, or a worker rejoined its group.");

    public static readonly Counter<long> LostToRetention = Meter.CreateCounter<long>(
        "commands.streams.worker.records.lost", "{record}", "Records that were deleted from their topic before they were processed (upper bound).");

    public static readonly UpDownCounter<int> BlockedOutputs = Meter.CreateUpDownCounter<int>(
        "commands.streams.worker.outputs.blocked", "{partition}", "Output partitions that do not acknowledge the records that workers have written to them.");

    public static readonly Histogram<double> OperationDuration = MessagingConventions.CreateDuration(
        Meter, MessagingConventions.OperationDuration, MessagingConventions.OperationDurationDescription);

    public static readonly UpDownCounter<int> RunningHandlers = Meter.CreateUpDownCounter<int>(
        "commands.streams.task.handlers.running", "{handler}", "Asynchronous handlers in flight.");

    public static readonly UpDownCounter<int> HandlerLimit = Meter.CreateUpDownCounter<int>(
        "commands.streams.task.handlers.limit",
        "{handler}",
        "Asynchronous handlers that may be in flight: the fixed concurrency, or the current adaptive limit.");

    public static readonly UpDownCounter<int> Lanes = Meter.CreateUpDownCounter<int>(
        "commands.streams.task.lanes.used", "{lane}", "Keys with records whose handlers are running or waiting.");

    public static readonly UpDownCounter<int> WaitingRecords = Meter.CreateUpDownCounter<int>(
        "commands.streams.task.lanes.waiting", "{record}", "Records that were taken but whose handler has not been started.");

    public static readonly UpDownCounter<int> DoneSetSize = Meter.CreateUpDownCounter<int>(
        "commands.streams.task.done_set.size", "By", "Largest size in commit metadata of the records done beyond the committed offsets.");

    public static readonly UpDownCounter<int> FullDoneSets = Meter.CreateUpDownCounter<int>(
        "commands.streams.task.done_set.full", "{task}", "Tasks that are paused because their done-set is full.");
}

/// <summary>The library's activity source, named <c>Commands.Streams</c>. Without a listener, no activity is created.</summary>
internal static class StreamsActivities
{
    public static readonly ActivitySource Source = new(StreamsMeter.Name);
}
