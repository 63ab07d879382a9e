namespace Commands.Streams.Subscribing;

/// <summary>Where commands go that were not completed.</summary>
internal readonly record struct Destinations(string? DeadLetterTopic, RetryTopics? RetryTopics);
