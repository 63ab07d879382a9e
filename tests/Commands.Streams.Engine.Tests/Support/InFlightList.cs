using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Tests.Support;

/// <summary>Records in flight of one partition, made without running a topology.</summary>
internal sealed class InFlightList : IDisposable
{
    private readonly TaskBench _bench;

    public InFlightList(long start)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").ForEach((_, _) => { });
        _bench = new TaskBench(builder.Build()).Assign("in", Math.Max(start, 0));
    }

    public InFlightRecords List { get; } = new();

    public void Add(long offset)
    {
        var queue = new StillQueue(_bench.Queue("in").Source, _bench.Context, offset);
        List.Add(new InFlightRecord(queue, new SharedBatch(), new StagedWrites()));
    }

    /// <summary>Removes those for which a function of the record and its index holds.</summary>
    public void RemoveWhere(Func<InFlightRecord, int, bool> isWanted)
    {
        var index = 0;
        for (var record = List.First; record is not null;)
        {
            var next = record.Next;
            if (isWanted(record, index++))
            {
                List.Remove(record);
            }

            record = next;
        }
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>A queue that stands at an offset.</summary>
    private sealed class StillQueue : RecordQueue
    {
        public StillQueue(SourceNode source, TaskContext context, long offset)
            : base(TaskBench.Partition("in"), source, context) => Offset = offset;

        protected override bool TryRead(Clients.RecordBatch batch, int index) => false;

        protected override void FailSerde(Exception exception) => throw exception;

        protected override void Show(Clients.RecordBatch batch, int index)
        {
        }

        protected override void Dispatch()
        {
        }
    }
}
