namespace Commands.Streams.Redriving;

/// <summary>Configures how dead letters are read and redriven.</summary>
public sealed record RedriveOptions
{
    /// <summary>
    /// The consumer group whose committed offsets record what has been redriven. It is also the transactional id, so the newest redrive of a group
    /// stops older ones.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the dead-letter topic followed by <c>-redrive</c>.</value>
    public string? Group { get; init; }

    /// <summary>A consumer group for reading, in which nothing is committed. No other consumer may use it.</summary>
    /// <value>Default: <see langword="null"/>, <see cref="Group"/> followed by a random part.</value>
    public string? ReaderGroup { get; init; }

    /// <summary>Selects the dead letters to redrive.</summary>
    /// <value>Default: all dead letters.</value>
    public DeadLetterFilter Filter { get; init; } = new();

    /// <summary>The topic to write them to.</summary>
    /// <value>Default: <see langword="null"/>, the topic that each letter failed in.</value>
    public string? To { get; init; }

    /// <summary>
    /// <see langword="true"/> to write letters with a key to the partition given by Kafka's murmur2 hash of the key; <see langword="false"/> to use
    /// the partition they failed in. Set it if partitions have been added to the topic since.
    /// </summary>
    /// <value>Default: <see langword="false"/>. Letters that go to another topic, or whose partition is not known, always use their key.</value>
    public bool ByKey { get; init; }

    /// <summary>
    /// <see langword="true"/> to remove the issuer's deadline, so that subscribers do not reject commands that are redriven late; otherwise
    /// <see langword="false"/>.
    /// </summary>
    /// <value>Default: <see langword="false"/>, all headers of the issuer are restored.</value>
    public bool WithoutDeadline { get; init; }

    /// <summary><see langword="true"/> to check and count everything without writing; otherwise <see langword="false"/>.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DryRun { get; init; }

    /// <summary>The largest number of letters to redrive: the first ones that the filter selects, partition by partition.</summary>
    /// <value>1 or more. Default: <see langword="null"/>, no limit.</value>
    public int? Limit { get; init; }

    /// <summary>The largest average number of letters to redrive per second.</summary>
    /// <value>1 or more. Default: <see langword="null"/>, no limit.</value>
    public int? PerSecond { get; init; }

    /// <summary>The number of letters to write before progress is committed; at most that many are in flight when a redrive is interrupted.</summary>
    /// <value>1 or more. Default: 500.</value>
    public int BatchSize { get; init; } = 500;

    /// <summary>How long the cluster may be unreachable before the redrive fails.</summary>
    /// <value>Greater than zero. Default: 60 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Called with each letter and its topic after the letter has been redriven and committed, or, in a dry run, would have been.</summary>
    /// <value>Default: <see langword="null"/>, no notification.</value>
    public Action<DeadLetter, string>? OnRedriven { get; init; }

    /// <summary>The clock that the redrive uses.</summary>
    /// <value>Default: the system clock.</value>
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
            throw new RedriveException($"Dead letters of topic '{topic}' cannot be redriven into the same topic. Choose another one.");
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
