using System.Threading.Tasks.Sources;
using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Issuing.Requests;

/// <summary>A pending request together with its outcome. Callers resume on pool threads, never on the thread that ends the request.</summary>
internal sealed class PendingRequest<TResponse>(OpenRequests owner, ReplyRoute<TResponse> channel)
    : PendingRequest(owner), IValueTaskSource<CommandOutcome<TResponse>>
{
    private ManualResetValueTaskSourceCore<CommandOutcome<TResponse>> _result = new() { RunContinuationsAsynchronously = true };

    /// <summary>The outcome of the current use, to be awaited once.</summary>
    public ValueTask<CommandOutcome<TResponse>> Outcome => new(this, _result.Version);

    public override bool Answer(long use, RecordBatch batch, int index)
    {
        batch.Read(index, out var record);
        var headers = batch.ReadHeaders(index);
        try
        {
            return TryComplete(use, channel.Reader.Read(headers, record.HasValue, record.Value));
        }
        catch (SerdeNotReadyException exception)
        {
            // The request stays open meanwhile, so that its deadline still applies.
            _ = AnswerWhenReadyAsync(exception.Ready, use, headers, record.Value.ToArray());
            return true;
        }
    }

    CommandOutcome<TResponse> IValueTaskSource<CommandOutcome<TResponse>>.GetResult(short token)
    {
        try
        {
            return _result.GetResult(token);
        }
        finally
        {
            if (token == _result.Version)
            {
                Taken();
            }
        }
    }

    ValueTaskSourceStatus IValueTaskSource<CommandOutcome<TResponse>>.GetStatus(short token) => _result.GetStatus(token);

    void IValueTaskSource<CommandOutcome<TResponse>>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    protected override void ResetResult() => _result.Reset();

    protected override void SetNotSent(NotSentReason reason, string message) =>
        _result.SetResult(new CommandOutcome<TResponse>.NotSent(reason) { Message = message });

    protected override void SetUnknown(UnknownReason reason, string message) =>
        _result.SetResult(new CommandOutcome<TResponse>.Unknown(reason) { Message = message });

    protected override void SetCanceled(CancellationToken token) => _result.SetException(new OperationCanceledException(token));

    protected override void Recycle() => channel.Return(this);

    private bool TryComplete(long use, CommandOutcome<TResponse> outcome)
    {
        if (!TryEnd(use))
        {
            return false;
        }

        Replies.Remember(CorrelationId);
        _result.SetResult(outcome);
        return true;
    }

    private async Task AnswerWhenReadyAsync(Task ready, long use, Headers headers, byte[] value)
    {
        for (var isRead = false; !isRead;)
        {
            await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ready.IsCompletedSuccessfully)
            {
                _ = TryComplete(use, new CommandOutcome<TResponse>.Unknown(UnknownReason.ResponseUnreadable) { Response = value });
                return;
            }

            try
            {
                _ = TryComplete(use, channel.Reader.Read(headers, hasPayload: true, value));
                isRead = true;
            }
            catch (SerdeNotReadyException exception)
            {
                ready = exception.Ready;
            }
        }
    }
}
