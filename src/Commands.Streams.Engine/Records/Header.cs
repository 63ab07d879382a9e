namespace Commands.Streams.Records;

/// <summary>One header of a record: a name, and bytes whose meaning writer and reader agree on.</summary>
/// <param name="Name">The header's name. Names may repeat within a record.</param>
/// <param name="Value">
/// The header's bytes, or <see langword="null"/>. Never modify them: they may be shared with other records. The library does not modify them either.
/// </param>
public readonly record struct Header(string Name, byte[]? Value);
