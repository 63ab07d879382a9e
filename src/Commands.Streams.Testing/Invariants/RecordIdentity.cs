using Commands.Streams.Records;

namespace Commands.Streams.Testing.Invariants;

/// <summary>Names the input record that a record is, or comes from.</summary>
/// <param name="key">The key's bytes; empty where there is none.</param>
/// <param name="value">The value's bytes; empty where there is none.</param>
/// <param name="headers">The headers.</param>
/// <returns>A number of its own for each input record, rising per key in the order of writing; null where the record does not matter.</returns>
public delegate long? RecordIdentity(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers);
