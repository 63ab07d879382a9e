namespace Commands.Streams.Runtime.Querying;

/// <summary>What workers answer about one store.</summary>
internal sealed class StoreAnswers<TAnswer>
{
    /// <summary>The answers by partition.</summary>
    public SortedDictionary<int, TAnswer> Read { get; } = [];

    /// <summary>The partitions that are being restored, and how much of each is done, in percent.</summary>
    public SortedDictionary<int, int> Restoring { get; } = [];

    /// <summary>Whether a worker has ended before it could answer.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The answer of a worker that has ended.</summary>
    public static StoreAnswers<TAnswer> Ended() => new() { HasEnded = true };

    public void Add(StoreAnswers<TAnswer> other)
    {
        HasEnded |= other.HasEnded;
        foreach (var (partition, answer) in other.Read)
        {
            Read[partition] = answer;
        }

        foreach (var (partition, percent) in other.Restoring)
        {
            Restoring[partition] = percent;
        }
    }
}
