using Avro;
using Commands.Streams.Serialization;

namespace Commands.Streams.Avro.Registry;

/// <summary>What the schema id of a value depends on.</summary>
internal readonly record struct WriteKey(string Topic, RecordComponent Component, Schema Schema);
