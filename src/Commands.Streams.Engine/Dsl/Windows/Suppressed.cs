namespace Commands.Streams;

/// <summary>Configures <see cref="KTable{TKey,TValue}.Suppress"/>. Immutable.</summary>
public sealed record Suppressed
{
    private Suppressed(TimeSpan? timeLimit, BufferConfig buffer) => (TimeLimit, Buffer) = (timeLimit, buffer);

    /// <summary>How long a change is held back; <see langword="null"/> if until its window closes.</summary>
    public TimeSpan? TimeLimit { get; }

    /// <summary>The buffer.</summary>
    public BufferConfig Buffer { get; }

    /// <summary>The step's name; the buffer's store is called <c>&lt;name&gt;-store</c>.</summary>
    /// <value>Default: <see langword="null"/>, a generated name.</value>
    public string? Name { get; private init; }

    /// <summary>
    /// Holds back the changes of each window until it is closed, and emits the last as the final result. Windows that are empty at that time emit nothing.
    /// Only for tables whose keys are windows.
    /// </summary>
    /// <param name="buffer">The buffer, which must not emit early.</param>
    public static Suppressed UntilWindowCloses(BufferConfig buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return buffer.EmitsEarly
            ? throw new ArgumentException(
                "A buffer that emits early when it is full would emit results that are not final. Use BufferConfig.Unbounded() or ShutDownWhenFull().",
                nameof(buffer))
            : new Suppressed(null, buffer);
    }

    /// <summary>Holds back the changes of each row for a time after the first of them, and emits the last.</summary>
    /// <param name="timeLimit">The time, measured by the timestamps of the table's changes.</param>
    /// <param name="buffer">The buffer.</param>
    public static Suppressed UntilTimeLimit(TimeSpan timeLimit, BufferConfig buffer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeLimit, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(buffer);
        return new Suppressed(timeLimit, buffer);
    }

    /// <summary>Returns a copy with a name.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public Suppressed WithName(string name) => this with { Name = Named.As(name).Name };
}
