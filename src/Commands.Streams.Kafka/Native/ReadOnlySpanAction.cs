namespace Commands.Streams.Kafka.Native;

/// <summary>Reads bytes that are valid during the call.</summary>
/// <param name="bytes">The bytes.</param>
internal delegate void ReadOnlySpanAction(ReadOnlySpan<byte> bytes);
