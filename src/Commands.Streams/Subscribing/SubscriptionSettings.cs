using Commands.Streams.Subscribing.Deduplicating;
using Commands.Streams.Subscribing.Handling;
using Commands.Streams.Subscribing.Receiving;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Subscribing;

/// <summary>The settings of a subscriber besides its handler, with or without responses.</summary>
internal sealed record SubscriptionSettings<TKey, TCommand>(CommandStream<TKey, TCommand> Commands)
{
    /// <summary>How asynchronous handlers run.</summary>
    public AsyncOptions AsyncOptions { get; init; } = new();

    /// <summary>True if there is a response stream.</summary>
    public bool Responds { get; init; }

    /// <summary>True if issuers are told that their commands have been accepted.</summary>
    public bool SendsAccepted { get; init; }

    /// <summary>The largest size of a response as it is sent.</summary>
    public int MaxResponseBytes { get; init; } = 1_000_000;

    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>The retry topics for commands that are retried after a long delay.</summary>
    public RetryTopics? RetryTopics { get; init; }

    /// <summary>How finished commands are remembered; null if duplicates are handled like any other command.</summary>
    public Deduplication? Deduplication { get; init; }

    /// <summary>The topic for commands that have failed permanently or cannot be read.</summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>The limit for each attempt of a handler.</summary>
    public TimeSpan? HandlerTimeout { get; init; }

    public Expiry Expiry { get; init; } = Expiry.Default;

    /// <summary>Returns what is wrong with a command before it is handled; null if it is valid.</summary>
    public Func<Command<TKey, TCommand>, string?>? Validate { get; init; }

    /// <summary>
    /// Decides about a command whose handler has failed permanently; by default it becomes a dead letter if there is a topic for it, otherwise the
    /// worker stops.
    /// </summary>
    public Func<Command<TKey, TCommand>, Exception, CommandFailure>? OnFailure { get; init; }

    /// <summary>True if the subscriber decides what happens to failures; otherwise the application does.</summary>
    public bool DecidesAboutFailures => Retry.IsEnabled || RetryTopics is not null || DeadLetterTopic is not null || OnFailure is not null;

    /// <summary>True if the subscriber reads commands from a topic or keeps them in it.</summary>
    public bool HoldsCommands(string topic) => topic == Commands.Topic || topic == DeadLetterTopic || RetryTopics?.LevelOf(topic) > 0;

    public FailureTopics FailureTopics => new(DeadLetterTopic, RetryTopics);

    public StepNames Names => new(Commands.Topic);

    /// <summary>Describes the subscriber.</summary>
    public SubscriberDescription Describe(string? responseTopic) => new(
        Commands.Topic, responseTopic, DeadLetterTopic, RetryTopics?.Names ?? [], AsyncOptions.Concurrency, AsyncOptions.MinConcurrency is not null)
    {
        Deduplicates = Deduplication is not null,
    };
}
