namespace Commands.Streams.Subscribing;

/// <summary>The origin of a subscriber's commands: one object per task, so that a command carries only a reference to it.</summary>
internal sealed record TaskInfo(string ApplicationId, TimeProvider TimeProvider);
