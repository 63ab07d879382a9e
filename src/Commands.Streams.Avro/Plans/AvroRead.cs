using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>Reads one value: the compiled form of a writer's schema, a reader's schema and a type.</summary>
internal delegate T AvroRead<out T>(ref AvroReader reader);
