using Commands.Streams.Records;

namespace Commands.Streams.Testing.Ports;

/// <summary>A record as bytes: what a log would hold. Null stands for no key, or no value.</summary>
internal readonly record struct InMemoryRecord(byte[]? Key, byte[]? Value, long Timestamp, Headers Headers, long Offset = 0);
