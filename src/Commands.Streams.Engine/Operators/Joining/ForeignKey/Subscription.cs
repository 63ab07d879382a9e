namespace Commands.Streams.Operators.Joining.ForeignKey;

/// <summary>The message of a left row to the right table: tell me your row, now and when it changes.</summary>
/// <param name="Instruction">What is asked.</param>
/// <param name="Hash">The hash of the left row's value.</param>
/// <param name="Key">The key of the left row.</param>
/// <param name="Partition">The partition of the left row.</param>
internal readonly record struct Subscription<TKey>(Instruction Instruction, ValueHash Hash, TKey Key, int Partition);
