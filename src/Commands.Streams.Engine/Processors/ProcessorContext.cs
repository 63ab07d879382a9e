using Commands.Streams.Records;
using Commands.Streams.State;

namespace Commands.Streams.Processors;

/// <summary>
/// Gives a processor access to its task. Valid from <c>Init</c> to <c>Close</c>, on the worker's thread only. Only the library creates it.
/// </summary>
public abstract class ProcessorContext
{
    private protected ProcessorContext(INodeContext node) => Node = node;

    /// <summary>The application's id.</summary>
    public string ApplicationId => Node.ApplicationId;

    /// <summary>The task the processor belongs to.</summary>
    public TaskId TaskId => Node.TaskId;

    /// <summary>The record being processed. Inside a punctuation it has no topic; see <see cref="Records.RecordContext"/>.</summary>
    public RecordContext RecordContext => Node.RecordContext;

    /// <summary>The largest timestamp of any record that the task has processed, in Unix milliseconds; -1 before the first. It survives restarts.</summary>
    public long CurrentStreamTime => Node.CurrentStreamTime;

    /// <summary>The wall clock in Unix milliseconds, from the application's <see cref="System.TimeProvider"/>.</summary>
    public long CurrentSystemTime => Node.CurrentSystemTime;

    /// <summary>
    /// The application's clock, for code that runs longer than the current call, such as delays of an asynchronous handler. May be kept, and used on
    /// any thread.
    /// </summary>
    public TimeProvider TimeProvider => Node.TimeProvider;

    internal INodeContext Node { get; }

    /// <summary>
    /// Returns a state store that is connected to this processor. It may be kept until <c>Close</c>. What is written to it while a record is processed is
    /// committed together with that record.
    /// </summary>
    /// <typeparam name="TStore">The interface of the store, such as <see cref="IKeyValueStore{TKey,TValue}"/>.</typeparam>
    /// <param name="name">The store's name.</param>
    /// <exception cref="ArgumentException">
    /// No such store is connected to the processor, or it is of another type; the message names those that are connected.
    /// </exception>
    public TStore GetStateStore<TStore>(string name)
        where TStore : class, IStateStore
    {
        ArgumentNullException.ThrowIfNull(name);
        return Node.GetStateStore<TStore>(name);
    }

    /// <summary>Schedules a callback at regular intervals.</summary>
    /// <param name="interval">The interval, at least 1 ms.</param>
    /// <param name="type">The clock.</param>
    /// <param name="callback">
    /// Receives the current stream or wall-clock time in Unix milliseconds, not the time at which it was due. Missed intervals result in one call.
    /// </param>
    /// <returns>A handle that ends the schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than 1 ms.</exception>
    public ICancellable Schedule(TimeSpan interval, PunctuationType type, Action<long> callback) => Node.Schedule(interval, type, callback);

    /// <summary>Requests a commit as soon as the current record is done.</summary>
    public void RequestCommit() => Node.RequestCommit();
}
