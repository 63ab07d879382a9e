using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Runtime.Committing;

/// <summary>Waits, before a commit, until what the tasks have written is acknowledged, and knows whose records are not. Worker only.</summary>
internal sealed class Acknowledgements(RuntimeSettings settings, WorkerTasks tasks, BlockedOutputs blocked)
{
    private const long Never = -1;

    /// <summary>The client's knowledge of what waits may be two seconds old.</summary>
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(2.1);

    private readonly List<TopicPartition> _missing = [];
    private long _began = Never;
    private (WorkerProducer? Producer, long Sent) _flushed;

    /// <summary>Whether tasks must be left out of the commit.</summary>
    public bool AreMissing => _missing.Count > 0;

    /// <summary>Another commit begins.</summary>
    public void BeginAnew() => _missing.Clear();

    /// <summary>Whether a task must be left out of the commit, because what it has written is not acknowledged.</summary>
    public bool AreMissingOf(AssignedTask assigned) => _missing.Count > 0 && assigned.Task.Written.Contains(_missing);

    /// <summary>
    /// Waits for acknowledgements: of everything, and after a limit without the tasks whose records are not acknowledged. Nothing is sent meanwhile, so a
    /// partition of which nothing waits after that time has acknowledged all there was, however old the client's knowledge is.
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
            // Something waits, or the flush would have ended; if the client cannot say what, nothing can be committed.
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
    /// Waits for acknowledgements before the offsets join the transaction, so that one that is given up for want of them leaves no offsets unstable.
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

    /// <summary>For how long everything that was sent has been waited for.</summary>
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
