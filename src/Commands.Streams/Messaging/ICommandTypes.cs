namespace Commands.Streams.Messaging;

/// <summary>A serde of several types of commands, which says in a header which of them a command is.</summary>
internal interface ICommandTypes<in TCommand>
{
    /// <summary>The header's bytes; null for a command that is none of them, which the serde then refuses.</summary>
    byte[]? HeaderOf(TCommand? command);
}
