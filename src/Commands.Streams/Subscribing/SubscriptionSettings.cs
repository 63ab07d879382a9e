using Commands.Streams.Subscribing.Handling;
using Commands.Streams.Subscribing.Receiving;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Subscribing;

/// <summary>What a subscriber is told besides its handler, with or without responses.</summary>
internal sealed record SubscriptionSettings<TKey, TCommand>(CommandStream<TKey, TCommand> Commands)
{
    /// <summary>How asynchronous handlers run.</summary>
    public AsyncOptions AsyncOptions { get; init; } = new();

    /// <summary>Whether there is a response stream.</summary>
    public bool Responds { get; init; }

    /// <summary>Whether issuers hear that their commands were taken up.</summary>
    public bool SendsAccepted { get; init; }

    /// <summary>How large a response may be on its way to the broker.</summary>
    public int MaxResponseBytes { get; init; } = 1_000_000;

    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>Where commands wait that failed and are tried again after a long delay.</summary>
    public RetryTopics? RetryTopics { get; init; }

    /// <summary>Where commands go that failed for good or cannot be read.</summary>
    public string? DeadLetterTopic { get; init; }

    /// <summary>How long each try of a handler may take.</summary>
    public TimeSpan? HandlerTimeout { get; init; }

    public Expiry Expiry { get; init; } = Expiry.Default;

    /// <summary>Says what is wrong with a command before it is handled; null where nothing is.</summary>
    public Func<Command<TKey, TCommand>, string?>? Validate { get; init; }

    /// <summary>Decides about a command whose handler failed for good; by default dead letter where there is a topic for it, else stop.</summary>
    public Func<Command<TKey, TCommand>, Exception, CommandFailure>? OnFailure { get; init; }

    /// <summary>Whether the subscriber was told what becomes of failures; if not, they are the application's matter.</summary>
    public bool DecidesAboutFailures => Retry.IsEnabled || RetryTopics is not null || DeadLetterTopic is not null || OnFailure is not null;

    /// <summary>Whether a topic is one that the subscriber reads commands from or keeps them in.</summary>
    public bool HoldsCommands(string topic) => topic == Commands.Topic || topic == DeadLetterTopic || RetryTopics?.LevelOf(topic) > 0;

    public FailureTopics FailureTopics => new(DeadLetterTopic, RetryTopics);

    public StepNames Names => new(Commands.Topic);

    /// <summary>What is told of the subscriber.</summary>
    public SubscriberDescription Describe(string? responseTopic) => new(
        Commands.Topic, responseTopic, DeadLetterTopic, RetryTopics?.Names ?? [], AsyncOptions.Concurrency, AsyncOptions.MinConcurrency is not null);
}
