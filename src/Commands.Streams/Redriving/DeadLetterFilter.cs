namespace Commands.Streams.Redriving;

/// <summary>Selects dead letters; every criterion that is set must match.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>The partition of the dead-letter topic to include.</summary>
    /// <value>Default: <see langword="null"/>, all of them.</value>
    public int? Partition { get; init; }

    /// <summary>The first offset to include, in each selected partition.</summary>
    /// <value>Default: <see langword="null"/>, the oldest.</value>
    public long? FromOffset { get; init; }

    /// <summary>The last offset to include, in each selected partition.</summary>
    /// <value>Default: <see langword="null"/>, the newest.</value>
    public long? ToOffset { get; init; }

    /// <summary>The type of the exception: its full name, or the part after the last dot.</summary>
    /// <value>Default: <see langword="null"/>, any.</value>
    public string? Exception { get; init; }

    /// <summary>The topic they failed in.</summary>
    /// <value>Default: <see langword="null"/>, any.</value>
    public string? OriginalTopic { get; init; }

    /// <summary>The command's id.</summary>
    /// <value>Default: <see langword="null"/>, any.</value>
    public string? CommandId { get; init; }

    /// <summary>Returns <see langword="true"/> if a dead letter matches every criterion that is set; otherwise <see langword="false"/>.</summary>
    /// <param name="letter">The dead letter.</param>
    public bool Matches(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return (Partition is null || Partition == letter.Partition.Partition)
            && (FromOffset is null || letter.Offset >= FromOffset)
            && (ToOffset is null || letter.Offset <= ToOffset)
            && (Exception is null || IsOfType(letter.ExceptionType, Exception))
            && (OriginalTopic is null || letter.OriginalTopic == OriginalTopic)
            && (CommandId is null || letter.CommandId?.Text == CommandId);
    }

    private static bool IsOfType(string? type, string wanted) =>
        type is not null
            && (type == wanted
                || (type.Length > wanted.Length && type[^(wanted.Length + 1)] is ('.' or '+') && type.EndsWith(wanted, StringComparison.Ordinal)));
}
