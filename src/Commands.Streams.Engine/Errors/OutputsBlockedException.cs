using Commands.Streams.Records;

namespace Commands.Streams.Errors;

/// <summary>
/// Output partitions do not acknowledge what the open transaction has written to them: it is aborted, and done again without the tasks that write there.
/// </summary>
internal sealed class OutputsBlockedException(IReadOnlyList<TopicPartition> partitions, bool areAll)
    : TaskFailedException(
        $"{string.Join(", ", partitions)} do not acknowledge what the open transaction has written to them, so it is aborted.", innerException: null)
{
    /// <summary>The partitions.</summary>
    public IReadOnlyList<TopicPartition> Partitions => partitions;

    /// <summary>
    /// Whether these are all that the transaction has written to, so that it may be the transaction that cannot go on, and not the partitions.
    /// </summary>
    public bool AreAll => areAll;
}
