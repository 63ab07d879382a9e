using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>What a processor may ask of its task. Valid from <c>Init</c> to <c>Close</c>, on the worker's thread only.</summary>
public interface IProcessorContext
{
    /// <summary>The application's id.</summary>
    string ApplicationId { get; }

    /// <summary>The task the processor belongs to.</summary>
    TaskId TaskId { get; }

    /// <summary>The record being processed. Inside a punctuation it has no topic; see <see cref="Records.RecordContext"/>.</summary>
    RecordContext RecordContext { get; }

    /// <summary>The largest timestamp of any record the task has taken, in Unix milliseconds; -1 before the first. It survives restarts.</summary>
    long CurrentStreamTime { get; }

    /// <summary>The wall clock in Unix milliseconds, as the application's <see cref="TimeProvider"/> tells it.</summary>
    long CurrentSystemTime { get; }

    /// <summary>The application's clock, for what outlives the call, for example the delays of an asynchronous handler. May be kept, and used on any thread.</summary>
    TimeProvider TimeProvider { get; }

    /// <summary>Calls back at regular times.</summary>
    /// <param name="interval">The interval, at least 1 ms.</param>
    /// <param name="type">The clock.</param>
    /// <param name="callback">
    /// Gets the current stream or wall-clock time in Unix milliseconds, not the time it was due. Missed times collapse into one call.
    /// </param>
    /// <returns>Ends the schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than 1 ms.</exception>
    ICancellable Schedule(TimeSpan interval, PunctuationType type, Action<long> callback);

    /// <summary>
    /// An object that the processors of a task share, made by the first that asks. It lives as long as the task: after a restart or in another instance it
    /// is made anew.
    /// </summary>
    /// <typeparam name="T">The object's type.</typeparam>
    /// <param name="name">The object's name, the same for those that share it.</param>
    /// <param name="create">Makes it.</param>
    /// <exception cref="InvalidOperationException">There is an object of that name and another type.</exception>
    T GetOrAddShared<T>(string name, Func<T> create)
        where T : class;

    /// <summary>
    /// Shows the records of a topic that the group has not committed to, before the task takes its first record of any topic; they are taken afterwards as
    /// usual. So a processor can rebuild what follows from them. Call it in <c>Init</c>.
    /// </summary>
    /// <typeparam name="TKey">The type of keys that the topic is read with.</typeparam>
    /// <param name="topic">A topic of the same sub-topology, by its name in the cluster.</param>
    /// <param name="callback">Gets each record, in order. A key that cannot be read is passed over: its record fails when it is taken.</param>
    void ScanBacklog<TKey>(string topic, Action<BacklogRecord<TKey>> callback);

    /// <summary>Asks for a commit as soon as the current record is done.</summary>
    void RequestCommit();
}
