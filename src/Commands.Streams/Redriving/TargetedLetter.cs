namespace Commands.Streams.Redriving;

/// <summary>A letter with the topic and partition to write it to.</summary>
internal readonly record struct TargetedLetter(DeadLetter Letter, string Topic, int Partition);
