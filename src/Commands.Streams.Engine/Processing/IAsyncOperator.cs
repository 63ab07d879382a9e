namespace Commands.Streams.Processing;

/// <summary>An operator that starts handlers which end later, as its task sees it. Worker only.</summary>
internal interface IAsyncOperator
{
    /// <summary>Whether it wants no more records until something of its own has ended.</summary>
    bool IsFull { get; }

    /// <summary>How many records it has in flight at most where the task takes none while it is full.</summary>
    int Capacity { get; }

    /// <summary>Starts what waits and may run.</summary>
    void StartWaiting();
}
