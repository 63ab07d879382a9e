using Commands.Streams.Errors;

namespace Commands.Streams.Processors;

/// <summary>What is wrong with a record that a sink cannot write as it is.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Topic">The topic it was meant for.</param>
/// <param name="Size">The bytes of key, value and headers with what Kafka adds to them; 0 if the record was not turned into bytes yet.</param>
/// <param name="MaxSize">The sink's limit for that.</param>
/// <param name="Error">What the production exception handler would be asked about.</param>
public readonly record struct UnwritableRecord(UnwritableReason Reason, string Topic, int Size, int MaxSize, ClientException Error);
