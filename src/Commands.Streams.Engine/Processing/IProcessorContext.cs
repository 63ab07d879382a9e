using Commands.Streams.Records;

namespace Commands.Streams.Processing;

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

    /// <summary>Asks for a commit as soon as the current record is done.</summary>
    void RequestCommit();
}
