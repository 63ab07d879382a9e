using Commands.Streams.Advanced;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>The handle step: a synchronous handler on the worker if it need not wait for anything, otherwise one that runs beside the task.</summary>
internal sealed class HandleStep<TKey, TCommand, TResponse>
{
    private readonly SubscriptionSettings<TKey, TCommand> _settings;
    private readonly Func<Command<TKey, TCommand>, TResponse>? _synchronous;
    private readonly Func<Command<TKey, TCommand>, CancellationToken, ValueTask<TResponse>> _asynchronous;

    public HandleStep(SubscriptionSettings<TKey, TCommand> settings, Func<Command<TKey, TCommand>, TResponse> handler)
    {
        _settings = settings;
        _synchronous = settings.Retry.IsEnabled ? null : handler;
        _asynchronous = (command, _) => new ValueTask<TResponse>(handler(command));
    }

    public HandleStep(SubscriptionSettings<TKey, TCommand> settings, Func<Command<TKey, TCommand>, CancellationToken, ValueTask<TResponse>> handler)
    {
        _settings = settings;
        _asynchronous = handler;
    }

    public KStream<TKey, CommandResult<TResponse>> AddTo(KStream<TKey, ReceivedCommand<TKey, TCommand>> received)
    {
        if (_synchronous is not { } handler)
        {
            return received.WithKeysAsRead().MapValuesAsync(
                new AsyncHandlerRunner<TKey, TCommand, TResponse>(_settings, _asynchronous).HandleAsync, _settings.AsyncOptions, _settings.Names.Handle);
        }

        var settings = _settings;
        return received.ProcessValues(() => new SyncHandlerProcessor<TKey, TCommand, TResponse>(settings, handler), settings.Names.Handle);
    }
}
