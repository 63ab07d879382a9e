using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tasks.Handlers;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// Records that a sink could not serialize yet, in order. While there are any, the task takes no more records, later records of the sink queue up here too, and
/// the input records that they come from are not done. Worker only.
/// </summary>
internal sealed class ParkedRecords<TKey, TValue>(ParkedRecords<TKey, TValue>.Sender send, TaskContext context, string sinkName) : Completion, IAsyncOperator
{
    private readonly Queue<(Record<TKey, TValue> Record, InFlightWork InFlightWork)> _records = new();
    private Task _ready = Task.CompletedTask;

    /// <returns>The task to wait for if a serde is not ready; otherwise null.</returns>
    public delegate Task? Sender(in Record<TKey, TValue> record);

    public bool IsFull => _records.Count > 0;

    public void StartWaiting()
    {
    }

    public void AddTo(ref TaskGauges gauges)
    {
    }

    /// <summary>Appends a record.</summary>
    public void Add(in Record<TKey, TValue> record) => _records.Enqueue((record, context.Work.Hold()));

    /// <summary>Waits until the serde of the first record is ready.</summary>
    public void AwaitSerde(Task ready)
    {
        _ready = ready;
        context.Mailbox.OnStarted();
        context.Mailbox.PostAfter(ready, this);
    }

    /// <summary>Sends every record whose serde is ready now.</summary>
    public override void Finish()
    {
        if (!_ready.IsCompletedSuccessfully)
        {
            var cause = _ready.Exception?.InnerException ?? new TaskCanceledException(_ready);
            var message = $"Sink '{sinkName}' of task {context.TaskId} cannot serialize its records: {cause.Message}";
            throw new ProductionException(message, cause) { IsVerdict = true };
        }

        while (_records.TryPeek(out var first))
        {
            if (!first.InFlightWork.IsClosed && TrySend(in first.Record, first.InFlightWork) is { } ready)
            {
                AwaitSerde(ready);
                return;
            }

            _records.Dequeue();
            context.Work.Release(first.InFlightWork);
        }
    }

    private Task? TrySend(in Record<TKey, TValue> record, InFlightWork work)
    {
        context.Input = work;
        try
        {
            return send(in record);
        }
        catch (Exception exception) when (exception is not TaskFailedException { IsVerdict: true })
        {
            context.HandleProcessingFailure(sinkName, exception);
            return null;
        }
    }
}
