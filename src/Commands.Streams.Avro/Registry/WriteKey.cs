using Avro;
using Commands.Streams.Serialization;

namespace Commands.Streams.Avro.Registry;

/// <summary>The key of a value's schema id.</summary>
internal readonly record struct WriteKey(string Topic, RecordComponent Component, Schema Schema);
