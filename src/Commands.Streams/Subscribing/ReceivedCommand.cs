namespace Commands.Streams.Subscribing;

/// <summary>A command on its way to the handler, with where its response goes; one with a refusal is answered without being handled.</summary>
internal readonly struct ReceivedCommand<TKey, TCommand>(Command<TKey, TCommand> command, ReplyAddress address, Refusal? refusal)
{
    public Command<TKey, TCommand> Command { get; } = command;

    public ReplyAddress Address { get; } = address;

    public Refusal? Refusal { get; } = refusal;
}
