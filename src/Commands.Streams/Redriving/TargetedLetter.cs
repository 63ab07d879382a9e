namespace Commands.Streams.Redriving;

/// <summary>A letter and where it goes.</summary>
internal readonly record struct TargetedLetter(DeadLetter Letter, string Topic, int Partition);
