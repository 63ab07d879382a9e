using System.ComponentModel;

namespace Commands.Streams.Clients;

/// <summary>Where the log of a partition starts and ends.</summary>
/// <param name="Start">The oldest remaining offset. There need not be a record at it.</param>
/// <param name="End">
/// The offset that the next record gets; for readers of committed records, the last stable offset, which is before the first open transaction. Equals
/// <paramref name="Start"/> if there is nothing to read.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LogOffsets(long Start, long End);
