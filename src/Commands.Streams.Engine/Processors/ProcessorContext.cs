using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>What a processor may ask of its task. Valid from <c>Init</c> to <c>Close</c>, on the worker's thread only. Created by the library alone.</summary>
public abstract class ProcessorContext
{
    private protected ProcessorContext(INodeContext node) => Node = node;

    /// <summary>The application's id.</summary>
    public string ApplicationId => Node.ApplicationId;

    /// <summary>The task the processor belongs to.</summary>
    public TaskId TaskId => Node.TaskId;

    /// <summary>The record being processed. Inside a punctuation it has no topic; see <see cref="Records.RecordContext"/>.</summary>
    public RecordContext RecordContext => Node.RecordContext;

    /// <summary>The largest timestamp of any record the task has taken, in Unix milliseconds; -1 before the first. It survives restarts.</summary>
    public long CurrentStreamTime => Node.CurrentStreamTime;

    /// <summary>The wall clock in Unix milliseconds, as the application's <see cref="System.TimeProvider"/> tells it.</summary>
    public long CurrentSystemTime => Node.CurrentSystemTime;

    /// <summary>
    /// The application's clock, for what outlives the call, for example the delays of an asynchronous handler. May be kept, and used on any thread.
    /// </summary>
    public TimeProvider TimeProvider => Node.TimeProvider;

    internal INodeContext Node { get; }

    /// <summary>Calls back at regular times.</summary>
    /// <param name="interval">The interval, at least 1 ms.</param>
    /// <param name="type">The clock.</param>
    /// <param name="callback">
    /// Gets the current stream or wall-clock time in Unix milliseconds, not the time it was due. Missed times collapse into one call.
    /// </param>
    /// <returns>A handle that ends the schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than 1 ms.</exception>
    public ICancellable Schedule(TimeSpan interval, PunctuationType type, Action<long> callback) => Node.Schedule(interval, type, callback);

    /// <summary>Asks for a commit as soon as the current record is done.</summary>
    public void RequestCommit() => Node.RequestCommit();
}
