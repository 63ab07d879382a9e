namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>The message of the right table to a left row.</summary>
/// <param name="Hash">The hash that the left row sent.</param>
/// <param name="Value">The value of the right row; null if there is none.</param>
/// <param name="Partition">The partition of the left row; -1 if it is not known. It is not written: it only says where to.</param>
internal readonly record struct Answer<TRight>(ValueHash Hash, TRight? Value, int Partition);
