namespace Commands.Streams.Records;

/// <summary>One header of a record: a name and bytes that mean what writer and reader agreed on.</summary>
/// <param name="Name">The header's name. Names may repeat within a record.</param>
/// <param name="Value">
/// The header's bytes, or <see langword="null"/>. They may be shared with other records, so nobody changes them: not this library, nor you.
/// </param>
public readonly record struct Header(string Name, byte[]? Value);
