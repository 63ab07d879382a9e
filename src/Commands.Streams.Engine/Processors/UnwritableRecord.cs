using Commands.Streams.Errors;

namespace Commands.Streams.Processors;

/// <summary>Describes why a sink cannot write a record as it is.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Topic">The topic to write to.</param>
/// <param name="Size">The size of key, value and headers in bytes, including Kafka's overhead; 0 if the record has not been serialized yet.</param>
/// <param name="MaxSize">The sink's limit for the size.</param>
/// <param name="Error">The error that the production exception handler would receive.</param>
public readonly record struct UnwritableRecord(UnwritableReason Reason, string Topic, int Size, int MaxSize, ClientException Error);
