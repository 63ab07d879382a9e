namespace Commands.Streams.Serialization;

/// <summary>Writes a type as bytes and reads it back. One instance serves all workers at once, so it keeps no state of a call.</summary>
/// <typeparam name="T">The type.</typeparam>
public interface ISerde<T> : ISerializer<T>, IDeserializer<T>;
