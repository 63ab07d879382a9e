using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Tasks;

/// <summary>The part of a node's context that does not depend on the node's types: everything except forwarding.</summary>
internal sealed class NodeContext(TaskContext context, string node) : INodeContext
{
    public string ApplicationId => context.ApplicationId;

    public TaskId TaskId => context.TaskId;

    public RecordContext RecordContext => context.CreateRecordContext(context.Input.Timestamp, context.Input.Headers);

    public int ValueHash
    {
        get
        {
            if (context.Input.Batch is not { } batch)
            {
                return 0;
            }

            batch.Read(context.Input.BatchIndex, out var raw);
            return Tasks.Input.ValueHash.Of(in raw);
        }
    }

    public byte[]? KeyAsRead
    {
        get
        {
            if (context.Input.Batch is not { } batch)
            {
                return null;
            }

            batch.Read(context.Input.BatchIndex, out var raw);
            return raw.HasKey ? raw.Key.ToArray() : null;
        }
    }

    public long CurrentStreamTime => context.Partitions.StreamTime;

    public long CurrentSystemTime => context.SystemTime;

    public TimeProvider TimeProvider => context.TimeProvider;

    public string Node { get; } = node;

    public ICancellable Schedule(TimeSpan interval, PunctuationType type, Action<long> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var milliseconds = (long)interval.TotalMilliseconds;
        if (milliseconds < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(interval), interval, $"The interval of a punctuation of node '{Node}' must be at least 1 ms.");
        }

        var isStreamTime = type == PunctuationType.StreamTime;
        var schedule = new PunctuationSchedule(Node, isStreamTime ? 0 : context.SystemTime + milliseconds, milliseconds, callback);
        (isStreamTime ? context.StreamTimePunctuations : context.WallClockPunctuations).Add(schedule);
        return schedule;
    }

    public T GetOrAddShared<T>(string name, Func<T> create)
        where T : class => context.GetOrAddShared(name, create);

    public TStore GetStateStore<TStore>(string name)
        where TStore : class, IStateStore => NodeStores.Find<TStore>(context, Node, name);

    public void ScanBacklog<TKey>(string topic, Action<BacklogRecord<TKey>> callback)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(callback);
        context.BacklogScans.Add(topic, callback);
    }

    public void RequestCommit() => context.CommitRequested = true;
}
