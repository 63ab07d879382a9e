using Commands.Streams.Records;
using Commands.Streams.State;

namespace Commands.Streams.Processors;

/// <summary>What a <see cref="ProcessorContext"/> asks of the task it belongs to. Worker only.</summary>
internal interface INodeContext
{
    string ApplicationId { get; }

    TaskId TaskId { get; }

    string Node { get; }

    RecordContext RecordContext { get; }

    int ValueHash { get; }

    byte[]? KeyAsRead { get; }

    long CurrentStreamTime { get; }

    long CurrentSystemTime { get; }

    TimeProvider TimeProvider { get; }

    ICancellable Schedule(TimeSpan interval, PunctuationType type, Action<long> callback);

    T GetOrAddShared<T>(string name, Func<T> create)
        where T : class;

    TStore GetStateStore<TStore>(string name)
        where TStore : class, IStateStore;

    void ScanBacklog<TKey>(string topic, Action<BacklogRecord<TKey>> callback);

    void RequestCommit();
}
