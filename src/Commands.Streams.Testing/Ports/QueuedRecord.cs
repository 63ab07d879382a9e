namespace Commands.Streams.Testing.Ports;

/// <summary>A record in a producer's queue.</summary>
internal readonly record struct QueuedRecord(InMemoryRecord Record, nint Token, DateTimeOffset QueuedAt, long Sequence);
