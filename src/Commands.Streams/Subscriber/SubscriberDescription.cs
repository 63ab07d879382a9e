namespace Commands.Streams;

/// <summary>The topics that a subscriber reads and writes, and its requirements for the engine that runs it.</summary>
/// <param name="CommandTopic">The topic of the commands.</param>
/// <param name="ResponseTopic">The response stream's topic; <see langword="null"/> if the subscriber does not respond.</param>
/// <param name="DeadLetterTopic">The topic for failed and unreadable commands; <see langword="null"/> if they stop the subscriber.</param>
/// <param name="RetryTopics">The topics of later attempts, without the application's id as prefix; empty without <c>RetryLater</c>.</param>
/// <param name="Concurrency">The largest number of asynchronous handlers in flight per task.</param>
/// <param name="HasAdaptiveConcurrency">
/// <see langword="true"/> if each task adapts its number of handlers in flight, up to <paramref name="Concurrency"/>; otherwise
/// <see langword="false"/>.
/// </param>
public sealed record SubscriberDescription(
    string CommandTopic,
    string? ResponseTopic,
    string? DeadLetterTopic,
    IReadOnlyList<string> RetryTopics,
    int Concurrency,
    bool HasAdaptiveConcurrency)
{
    /// <summary><see langword="true"/> if the subscriber remembers finished commands in a state store; otherwise <see langword="false"/>.</summary>
    public bool Deduplicates { get; init; }
}
