namespace Commands.Streams.Subscribing.Retrying;

/// <summary>
/// The keys of a task that have commands in retry topics, and which those are. Of the commands of a key, only the first by its offset in the command topic
/// may be handled; every other goes to the end of the topic that the first waits in, so nothing is handled early, however they lie in the topics. Follows
/// from the retry topics alone: it is rebuilt from what is pending in them. Worker only.
/// </summary>
internal sealed class HeldKeys<TKey>(IEqualityComparer<TKey> comparer)
{
    private readonly Dictionary<ValueTuple<TKey>, SortedDictionary<long, WaitingCopy>> _keys = new(new KeyComparer(comparer));

    public bool IsEmpty => _keys.Count == 0;

    /// <summary>What is to be done with a command that was read.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="level">The retry topic it was read from, or 0.</param>
    /// <param name="offset">Its offset in the command topic.</param>
    /// <returns>Null if it may be handled; otherwise the retry step to move it to.</returns>
    public RetryStep? Follow(TKey key, int level, long offset)
    {
        if (!_keys.TryGetValue(ValueTuple.Create(key), out var waiting))
        {
            return null;
        }

        // Read again after a crash: what went to a retry topic before is there, and what was written before all that waits goes first, as it did then.
        if (level == 0 && waiting.ContainsKey(offset))
        {
            return RetryStep.None;
        }

        var (firstOffset, first) = waiting.First();
        return offset <= firstOffset ? null : new RetryStep(first.Level, 0);
    }

    /// <summary>A command waits in a retry topic.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="level">The retry topic.</param>
    /// <param name="offset">Its offset in the command topic, as it says itself.</param>
    /// <param name="valueHash">The hash of its value; null if it was seen to go there.</param>
    public void Add(TKey key, int level, long offset, int? valueHash = null)
    {
        var name = ValueTuple.Create(key);
        if (!_keys.TryGetValue(name, out var waiting))
        {
            waiting = [];
            _keys.Add(name, waiting);
        }

        waiting[offset] = new WaitingCopy(level, valueHash);
    }

    /// <summary>
    /// A command is read from the command topic. What waits under its offset with another value is no copy of it, whatever its header says: it is forgotten,
    /// so that the command is not taken for one that waits.
    /// </summary>
    public void DropForgery(TKey key, long offset, int valueHash)
    {
        if (_keys.TryGetValue(ValueTuple.Create(key), out var waiting) &&
            waiting.TryGetValue(offset, out var copy) &&
            copy.ValueHash is { } hash &&
            hash != valueHash)
        {
            Remove(key, offset);
        }
    }

    /// <summary>A command has left its retry topic.</summary>
    public void Remove(TKey key, long offset)
    {
        var name = ValueTuple.Create(key);
        if (_keys.TryGetValue(name, out var waiting) && waiting.Remove(offset) && waiting.Count == 0)
        {
            _keys.Remove(name);
        }
    }

    private readonly record struct WaitingCopy(int Level, int? ValueHash);

    /// <summary>Commands without a key share one.</summary>
    private sealed class KeyComparer(IEqualityComparer<TKey> comparer) : IEqualityComparer<ValueTuple<TKey>>
    {
        public bool Equals(ValueTuple<TKey> left, ValueTuple<TKey> right) =>
            left.Item1 is null || right.Item1 is null ? left.Item1 is null && right.Item1 is null : comparer.Equals(left.Item1, right.Item1);

        public int GetHashCode(ValueTuple<TKey> key) => key.Item1 is null ? 0 : comparer.GetHashCode(key.Item1);
    }
}
