using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Subscribing.Handling;

/// <summary>Where commands go that were not completed.</summary>
internal readonly record struct FailureTopics(string? DeadLetterTopic, RetryTopics? RetryTopics);
