namespace Commands.Streams.Subscribing;

/// <summary>Where a subscriber's commands come from: one object for each task, so that a command carries no more than a reference to it.</summary>
internal sealed record TaskInfo(string ApplicationId, TimeProvider TimeProvider);
