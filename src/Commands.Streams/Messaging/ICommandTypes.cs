namespace Commands.Streams.Messaging;

/// <summary>A serde of several types of commands, which identifies the type of a command in a header.</summary>
internal interface ICommandTypes<in TCommand>
{
    /// <summary>Returns the header's bytes; null for a command of an unknown type, which the serde then refuses.</summary>
    byte[]? HeaderOf(TCommand? command);
}
