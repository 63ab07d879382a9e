using Commands.Streams.Clients;
using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Runtime.Rebalancing;
using Commands.Streams.Runtime.Restoring;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Runtime.Committing;

/// <summary>
/// Commits a worker's tasks together (section 2.19 of docs/kafka-streams-semantics.md): either everything they wrote is durable before an offset is committed,
/// or records and offsets go into one transaction. Worker only.
/// </summary>
internal sealed class WorkerCommitter(
    RuntimeSettings settings, WorkerTasks tasks, StoreCheckpoints checkpoints, BlockedOutputs blocked, string worker)
{
    private readonly List<OffsetCommit> _offsets = [];
    private readonly Acknowledgements _acknowledgements = new(settings, tasks, blocked);
    private readonly TransactionWatch _watch = new(settings, tasks, blocked, worker);
    private readonly FailureWindow _failures = new(settings.TaskTimeout, settings.TimeProvider);
    private readonly OffsetsLimit _offsetsLimit = new(settings.TransactionTimeout);

    /// <summary>True if the last commit left out tasks whose records are not acknowledged.</summary>
    public bool IsPartial => _acknowledgements.AreMissing;

    /// <summary>Called when the worker no longer owns the work that it tried to commit.</summary>
    public void Abandon() => _watch.End();

    /// <summary>Commits if there is anything to commit.</summary>
    /// <param name="clients">The worker's consumer and producer.</param>
    /// <param name="flushTimeout">How long to wait for acknowledgements.</param>
    /// <param name="committed">True if there were offsets to commit and they have been committed.</param>
    /// <returns>False if the commit could not be made now. Nothing is lost; call again.</returns>
    public bool TryCommit(WorkerClients clients, TimeSpan flushTimeout, out bool committed)
    {
        committed = false;
        _acknowledgements.BeginAnew();
        if (!clients.Producer.InTransaction && !IsNeeded())
        {
            _watch.End();
            return true;
        }

        if (!TryPrepare())
        {
            // Under exactly-once, all tasks share the transaction, which must not hold a part of a record's work.
            return true;
        }

        if (settings.ExactlyOnce)
        {
            if (!_acknowledgements.AwaitAll(clients.Producer, flushTimeout))
            {
                return false;
            }

            if (!TryCommitTransaction(clients))
            {
                return true;
            }
        }
        else if (!TryFlushAndCommit(clients, flushTimeout))
        {
            return false;
        }

        checkpoints.OnCommitting();
        foreach (var assigned in tasks.All)
        {
            if (!IsLeftOut(assigned))
            {
                assigned.OnCommitted();
            }
        }

        checkpoints.OnCommitted();
        settings.Committed.Add(_offsets);
        committed = _offsets.Count > 0;
        if (!_acknowledgements.AreMissing)
        {
            _failures.Succeeded();
        }

        StreamsMeter.Commits.Add(1, new KeyValuePair<string, object?>("commands.streams.application.id", settings.ApplicationId));
        return true;
    }

    private bool IsNeeded()
    {
        foreach (var assigned in tasks.All)
        {
            if (assigned.Task.CommitNeeded)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLeftOut(AssignedTask assigned) => !assigned.IsPrepared || _acknowledgements.AreMissingOf(assigned);

    /// <summary>Flushes the state stores, which writes to changelogs and downstream.</summary>
    /// <returns>False if nothing can be committed.</returns>
    private bool TryPrepare()
    {
        var areAll = true;
        foreach (var assigned in tasks.All)
        {
            areAll &= assigned.TryPrepareCommit();
        }

        return areAll || !settings.ExactlyOnce;
    }

    /// <returns>False if a partition was left out, because its done-set does not fit into commit metadata until more handlers have ended.</returns>
    private bool CollectOffsets()
    {
        _offsets.Clear();
        var areComplete = true;
        foreach (var assigned in tasks.All)
        {
            if (!IsLeftOut(assigned))
            {
                areComplete &= assigned.Task.CollectOffsets(_offsets);
            }
        }

        return areComplete;
    }

    /// <returns>False if the transaction must stay open, because committing it would commit records without their offsets.</returns>
    private bool TryCommitTransaction(WorkerClients clients)
    {
        if (!CollectOffsets())
        {
            return false;
        }

        if (_offsets.Count == 0 && !clients.Producer.InTransaction)
        {
            return true;
        }

        var telemetry = new CommitTelemetry(settings);
        var began = settings.TimeProvider.GetTimestamp();
        try
        {
            _watch.Begin();
            clients.Producer.CommitTransaction(_offsets, clients.Consumer, settings.TransactionTimeout, _offsetsLimit.Current);
            _offsetsLimit.Succeeded(settings.TimeProvider.GetElapsedTime(began));
            telemetry.End(_offsets);
            _watch.End();
            return true;
        }
        catch (Exception exception)
        {
            telemetry.End(_offsets, exception);
            if (IsRefusedForMetadata(exception))
            {
                throw new ProducerLostException("The cluster accepts less metadata with an offset than was sent; the worker sends less from now on", exception);
            }

            _offsetsLimit.Failed();
            throw;
        }
    }

    /// <summary>True if a commit was refused because its metadata are larger than the cluster accepts, and smaller ones can be tried.</summary>
    private bool IsRefusedForMetadata(Exception exception)
    {
        if ((exception as ClientException ?? exception.InnerException as ClientException)?.Code != ClientErrorCodes.MetadataTooLarge)
        {
            return false;
        }

        var longest = 0;
        foreach (var offset in _offsets)
        {
            longest = Math.Max(longest, offset.Metadata?.Length ?? 0);
        }

        return settings.Task.MetadataRoom.TryShrink(longest);
    }

    private bool TryFlushAndCommit(WorkerClients clients, TimeSpan flushTimeout)
    {
        if (!_acknowledgements.AwaitMost(clients.Producer, flushTimeout))
        {
            return Delay("the cluster has not acknowledged all records yet", null);
        }

        CollectOffsets();
        if (_offsets.Count == 0)
        {
            return true;
        }

        var telemetry = new CommitTelemetry(settings);
        try
        {
            clients.Consumer.Commit(_offsets);
            telemetry.End(_offsets);
            return true;
        }
        catch (ClientException exception)
        {
            telemetry.End(_offsets, exception);
            if (IsRefusedForMetadata(exception))
            {
                return Delay(exception.Message, exception);
            }

            switch (exception.Kind)
            {
                case ClientErrorKind.Retriable:
                    return Delay(exception.Message, exception);
                case ClientErrorKind.Fenced:
                    throw new TaskMigratedException($"The offsets could not be committed: {exception.Message}", exception);
                default:
                    throw;
            }
        }
    }

    private bool Delay(string reason, Exception? cause)
    {
        var isFirst = !_failures.IsFailing;
        if (_failures.Failed() is null)
        {
            throw new StreamsException(
                $"{worker} could not commit for {settings.TaskTimeout}: {reason} The worker stops; " +
                $"{nameof(RuntimeSettings.TaskTimeout)} sets how long it retries.",
                cause);
        }

        if (isFirst && cause is not null)
        {
            WorkerLog.CommitDelayed(settings.Logger, worker, reason);
        }

        return false;
    }
}
