namespace Commands.Streams.Serialization;

/// <summary>
/// Writes values of a type as bytes and reads them back. One instance serves all workers at once, so it must not keep the state of a call.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
public interface ISerde<T> : ISerializer<T>, IDeserializer<T>;
