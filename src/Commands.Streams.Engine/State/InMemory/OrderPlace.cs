namespace Commands.Streams.State.InMemory;

/// <summary>A place between two keys of a <see cref="BytesOrder"/>.</summary>
/// <param name="Chunk">The number of the array.</param>
/// <param name="Index">The index in it.</param>
internal readonly record struct OrderPlace(int Chunk, int Index);
