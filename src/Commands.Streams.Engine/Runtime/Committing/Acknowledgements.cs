using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Runtime.Committing;

/// <summary>Waits before a commit until the tasks' records are acknowledged, and knows which tasks have records that are not. Worker only.</summary>
internal sealed class Acknowledgements(RuntimeSettings settings, WorkerTasks tasks, BlockedOutputs blocked)
{
    private const long Never = -1;

    /// <summary>Slightly more than two seconds, because what the client reports about waiting records may be that old.</summary>
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(2.1);

    private readonly List<TopicPartition> _missing = [];
    private long _began = Never;
    private (WorkerProducer? Producer, long Sent) _flushed;

    /// <summary>True if tasks must be left out of the commit.</summary>
    public bool AreMissing => _missing.Count > 0;

    /// <summary>Called when another commit begins.</summary>
    public void BeginAnew() => _missing.Clear();

    /// <summary>True if a task must be left out of the commit, because its records are not acknowledged.</summary>
    public bool AreMissingOf(AssignedTask assigned) => _missing.Count > 0 && assigned.Task.Written.Contains(_missing);

    /// <summary>
    /// Waits until all records are acknowledged. After a limit, returns true without the tasks whose records are not. Nothing is sent while waiting, so a
    /// partition for which no record is waiting at the end has acknowledged everything, however old the client's report is. Returns false to be called again.
    /// </summary>
    public bool AwaitMost(WorkerProducer producer, TimeSpan flushTimeout)
    {
        _missing.Clear();
        if (producer.Flush(flushTimeout))
        {
            _began = Never;
            return true;
        }

        if (FlushLasts(producer) < LongestFlush)
        {
            return false;
        }

        producer.CollectBlocked(TimeSpan.Zero, _missing);
        foreach (var assigned in tasks.All)
        {
            // A record is waiting, or the flush would have ended. If the client cannot tell which, nothing can be committed.
            if (_missing.Count > 0 && !AreMissingOf(assigned))
            {
                blocked.Add(_missing);
                _began = Never;
                return true;
            }
        }

        _missing.Clear();
        return false;
    }

    /// <summary>
    /// Waits until all records are acknowledged, before the offsets join the transaction. A transaction that is abandoned because records are not acknowledged
    /// then leaves no unstable offsets behind.
    /// </summary>
    public bool AwaitAll(WorkerProducer producer, TimeSpan flushTimeout)
    {
        if (!producer.InTransaction || producer.Flush(flushTimeout))
        {
            _began = Never;
            return true;
        }

        if (FlushLasts(producer) < settings.TransactionTimeout)
        {
            return false;
        }

        var cause = new ClientException(ClientErrorKind.Retriable, "_TIMED_OUT", "The cluster has not acknowledged all records of the transaction.");
        throw new ProducerLostException($"The transaction was not delivered within {settings.TransactionTimeout}", cause);
    }

    /// <summary>Returns how long everything that was sent has been waited for.</summary>
    private TimeSpan FlushLasts(WorkerProducer producer)
    {
        if (_began == Never || _flushed != (producer, producer.Sent))
        {
            _flushed = (producer, producer.Sent);
            _began = settings.TimeProvider.GetTimestamp();
        }

        return settings.TimeProvider.GetElapsedTime(_began);
    }
}
