using Commands.Streams.Errors;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>A handler ended because its command's deadline passed. Nobody waits any more, so this is neither retried nor a fault.</summary>
internal sealed class DeadlinePassedException(Exception cause) : StreamsException("The command's deadline passed while its handler was running.", cause);
