namespace Commands.Streams.Issuing;

/// <summary>What a caller asks for.</summary>
internal readonly record struct Request<TKey, TCommand>(TKey Key, TCommand Command, TimeSpan Timeout, CommandOptions Options);
