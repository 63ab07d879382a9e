namespace Commands.Streams.Redriving;

/// <summary>How dead letters are read and redriven.</summary>
public sealed record RedriveOptions
{
    /// <summary>
    /// The consumer group whose committed offsets say what has been redriven. It is the transactional id too, so the newest redrive of a group ends
    /// the older one.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the dead-letter topic followed by <c>-redrive</c>.</value>
    public string? Group { get; init; }

    /// <summary>A consumer group for reading only, in which nothing is committed. It must be used by nobody else.</summary>
    /// <value>Default: <see langword="null"/>, <see cref="Group"/> followed by a random part.</value>
    public string? ReaderGroup { get; init; }

    /// <summary>Which dead letters are redriven.</summary>
    /// <value>Default: all of them.</value>
    public DeadLetterFilter Filter { get; init; } = new();

    /// <summary>The topic they are written to.</summary>
    /// <value>Default: <see langword="null"/>, the one each of them failed in.</value>
    public string? To { get; init; }

    /// <summary>
    /// Whether a letter with a key goes to the partition that Kafka's murmur2 of the key names, instead of the partition it failed in. For topics that
    /// have got partitions since.
    /// </summary>
    /// <value>Default: false. A letter that goes to another topic, or whose partition is not known, goes by its key in any case.</value>
    public bool ByKey { get; init; }

    /// <summary>Whether the deadline that the issuer gave is taken off, so that subscribers do not reject what is redriven late.</summary>
    /// <value>Default: false, all headers of the issuer are restored.</value>
    public bool WithoutDeadline { get; init; }

    /// <summary>Whether everything is checked and counted, and nothing written.</summary>
    /// <value>Default: false.</value>
    public bool DryRun { get; init; }

    /// <summary>How many are redriven at most: the first of those that are meant, partition by partition.</summary>
    /// <value>1 or more. Default: <see langword="null"/>, all.</value>
    public int? Limit { get; init; }

    /// <summary>How many are redriven per second at most, on average.</summary>
    /// <value>1 or more. Default: <see langword="null"/>, as fast as it goes.</value>
    public int? PerSecond { get; init; }

    /// <summary>How many are written before progress is committed: those that are in flight when a redrive is interrupted.</summary>
    /// <value>1 or more. Default: 500.</value>
    public int BatchSize { get; init; } = 500;

    /// <summary>How long the cluster may be away, or give no answer, before the redrive fails.</summary>
    /// <value>More than zero. Default: 60 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Told of each letter once it is redriven and committed, or, in a dry run, would be.</summary>
    /// <value>Default: <see langword="null"/>, nobody is told.</value>
    public Action<DeadLetter, string>? OnRedriven { get; init; }

    /// <summary>The clock.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal string GroupOf(string topic) => Group ?? $"{topic}-redrive";

    internal string ReaderGroupOf(string topic) => ReaderGroup ?? $"{GroupOf(topic)}-{Guid.NewGuid():N}";

    internal void Check(string topic)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentNullException.ThrowIfNull(Filter);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        Positive(Limit, nameof(Limit));
        Positive(PerSecond, nameof(PerSecond));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        if (To == topic)
        {
            throw new RedriveException($"Dead letters of topic '{topic}' cannot be redriven into that topic itself. Name another.");
        }
    }

    private static void Positive(int? value, string name)
    {
        if (value is < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be 1 or more.");
        }
    }
}
