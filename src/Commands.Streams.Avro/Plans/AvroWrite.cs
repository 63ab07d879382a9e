using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>Writes one value: the compiled form of a schema and a type.</summary>
internal delegate void AvroWrite<in T>(ref AvroWriter writer, T value);
