using Commands.Streams.Records;

namespace Commands.Streams.Testing.Invariants;

/// <summary>Returns the identity of an input record, or of the input record that an output record comes from.</summary>
/// <param name="key">The key's bytes; empty if there is none.</param>
/// <param name="value">The value's bytes; empty if there is none.</param>
/// <param name="headers">The headers.</param>
/// <returns>A unique number for each input record, rising per key in the order of writing; null if the record does not matter.</returns>
public delegate long? RecordIdentity(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, Headers headers);
