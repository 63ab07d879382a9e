namespace Commands.Streams;

/// <summary>
/// Configures the buffer of <see cref="KTable{TKey,TValue}.Suppress"/>. Immutable; each method returns a modified copy. The buffer is in memory, and its
/// content is written to a changelog topic with each commit.
/// </summary>
public sealed record BufferConfig
{
    private BufferConfig()
    {
    }

    /// <summary>The most rows whose changes are held back.</summary>
    /// <value>Default: no limit.</value>
    public long RecordLimit { get; private init; } = long.MaxValue;

    /// <summary>The most bytes that held back changes may take, keys, values and headers counted.</summary>
    /// <value>Default: no limit.</value>
    public long ByteLimit { get; private init; } = long.MaxValue;

    /// <summary>
    /// <see langword="true"/> to emit the earliest changes if the buffer is full; <see langword="false"/> to fail the task.
    /// </summary>
    /// <value>Default: <see langword="true"/> with a limit; without one the buffer is never full.</value>
    public bool EmitsEarly { get; private init; }

    /// <summary><see langword="true"/> if the buffer has a changelog topic; <see langword="false"/> if held back changes are lost with the task.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsLogged { get; private init; } = true;

    /// <summary>Settings of the changelog topic by their Kafka names.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyDictionary<string, string> TopicConfiguration { get; private init; } = new Dictionary<string, string>();

    /// <summary>A buffer without a limit.</summary>
    public static BufferConfig Unbounded() => new();

    /// <summary>A buffer for a number of rows, which emits early when it is full.</summary>
    /// <param name="records">The number of rows, 0 or more.</param>
    public static BufferConfig MaxRecords(long records) => new BufferConfig { EmitsEarly = true }.WithMaxRecords(records);

    /// <summary>A buffer for a number of bytes, which emits early when it is full.</summary>
    /// <param name="bytes">The number of bytes, 0 or more.</param>
    public static BufferConfig MaxBytes(long bytes) => new BufferConfig { EmitsEarly = true }.WithMaxBytes(bytes);

    /// <summary>Returns a copy with a limit on the number of rows.</summary>
    /// <param name="records">The number, 0 or more.</param>
    public BufferConfig WithMaxRecords(long records)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(records);
        return this with { RecordLimit = records };
    }

    /// <summary>Returns a copy with a limit on the number of bytes.</summary>
    /// <param name="bytes">The number, 0 or more.</param>
    public BufferConfig WithMaxBytes(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return this with { ByteLimit = bytes };
    }

    /// <summary>Returns a copy that emits the earliest changes if the buffer is full.</summary>
    public BufferConfig EmitEarlyWhenFull() => this with { EmitsEarly = true };

    /// <summary>Returns a copy that fails the task if the buffer is full, so that nothing is emitted too early.</summary>
    public BufferConfig ShutDownWhenFull() => this with { EmitsEarly = false };

    /// <summary>Returns a copy with a changelog topic. This is the default.</summary>
    /// <param name="topicConfiguration">Settings of the topic by their Kafka names, which take precedence over those of the library.</param>
    public BufferConfig WithLoggingEnabled(IReadOnlyDictionary<string, string>? topicConfiguration = null) =>
        this with { IsLogged = true, TopicConfiguration = topicConfiguration ?? new Dictionary<string, string>() };

    /// <summary>Returns a copy without a changelog topic: what is held back is lost when the task moves to another instance.</summary>
    public BufferConfig WithLoggingDisabled() => this with { IsLogged = false };
}
