namespace Commands.Streams.State.Staging;

/// <summary>Keeps the content of a store in memory in a form of its own, and writes what has changed to the store when the task commits.</summary>
internal interface IWriteBehind
{
    /// <summary><see langword="true"/> if anything has changed since the last call of <see cref="WriteBack"/>; otherwise <see langword="false"/>.</summary>
    bool IsDirty { get; }

    /// <summary>Writes what has changed to the store.</summary>
    void WriteBack();

    /// <summary>What was written back, and everything that was forwarded before, is committed.</summary>
    void OnCommitted();
}
