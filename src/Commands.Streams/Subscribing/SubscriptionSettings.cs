namespace Commands.Streams.Subscribing;

/// <summary>What a subscriber is told besides its handler, with or without responses.</summary>
internal sealed record SubscriptionSettings<TKey, TCommand>(CommandStream<TKey, TCommand> Commands)
{
    public int Concurrency { get; init; } = 1;

    /// <summary>Decides about a command whose handler failed.</summary>
    public Func<Command<TKey, TCommand>, Exception, CommandFailure> OnFailure { get; init; } = static (_, _) => CommandFailure.Stop;

    public AsyncOptions AsyncOptions => AsyncOptions.WithConcurrency(Concurrency);

    public StepNames Names => new(Commands.Topic);
}
