namespace Commands.Streams.State.Typed;

/// <summary>The rest of a range of keys that is read part by part, so that the store may be written in between.</summary>
/// <param name="From">The smallest key, included; empty for all from the beginning.</param>
/// <param name="To">The end, not included; <see langword="null"/> for all up to the end.</param>
/// <param name="IsReverse"><see langword="true"/> to begin with the largest key.</param>
internal sealed record KeyValuePart(byte[] From, byte[]? To, bool IsReverse);
