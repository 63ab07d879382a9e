namespace Commands.Streams;

/// <summary>What a subscriber reads and writes, and what it asks of the engine that runs it.</summary>
/// <param name="CommandTopic">The topic of the commands.</param>
/// <param name="ResponseTopic">The response stream's topic; <see langword="null"/> if the subscriber does not answer.</param>
/// <param name="DeadLetterTopic">Where failed and unreadable commands go; <see langword="null"/> if they stop the subscriber.</param>
/// <param name="RetryTopics">The topics of later tries, without the application's id in front; empty without <c>RetryLater</c>.</param>
/// <param name="Concurrency">The largest number of asynchronous handlers in flight per task.</param>
/// <param name="HasAdaptiveConcurrency">Whether each task finds its own number of handlers in flight, up to <paramref name="Concurrency"/>.</param>
public sealed record SubscriberDescription(
    string CommandTopic,
    string? ResponseTopic,
    string? DeadLetterTopic,
    IReadOnlyList<string> RetryTopics,
    int Concurrency,
    bool HasAdaptiveConcurrency);
