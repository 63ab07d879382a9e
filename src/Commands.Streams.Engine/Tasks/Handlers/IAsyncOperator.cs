using Commands.Streams.Diagnostics;

namespace Commands.Streams.Tasks.Handlers;

/// <summary>An operator that starts handlers which end later, as its task sees it. Worker only.</summary>
internal interface IAsyncOperator
{
    /// <summary>Whether it wants no more records until something of its own has ended.</summary>
    bool IsFull { get; }

    /// <summary>Starts what waits and may run.</summary>
    void StartWaiting();

    /// <summary>Adds what it is busy with.</summary>
    void AddTo(ref TaskGauges gauges);
}
