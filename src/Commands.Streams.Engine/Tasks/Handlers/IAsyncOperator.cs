using Commands.Streams.Diagnostics;

namespace Commands.Streams.Tasks.Handlers;

/// <summary>What a task sees of an operator whose handlers end later. Worker only.</summary>
internal interface IAsyncOperator
{
    /// <summary>True if the operator accepts no more records until one that it holds has ended.</summary>
    bool IsFull { get; }

    /// <summary>Starts the waiting records that may run.</summary>
    void StartWaiting();

    /// <summary>Adds the operator's values to the task's gauges.</summary>
    void AddTo(ref TaskGauges gauges);
}
