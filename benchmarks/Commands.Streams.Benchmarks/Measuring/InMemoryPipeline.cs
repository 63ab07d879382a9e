using System.Buffers.Binary;
using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Storing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>
/// A task on ports that cost next to nothing: the same batch of records again and again, offsets rising, and a producer that counts. One partition,
/// int64 keys and values, each key once in a batch, in an order without a pattern.
/// </summary>
internal sealed class InMemoryPipeline : IDisposable
{
    private readonly StreamTask _task;
    private readonly TaskStores _stores;
    private readonly ReplayedBatch _batch;
    private readonly CountingProducer _producer = new();
    private readonly List<OffsetCommit> _offsets = [];

    /// <param name="topology">The topology, which reads the topic <c>in</c>.</param>
    /// <param name="batchSize">The number of records in a batch.</param>
    /// <param name="wake">Called when a handler has ended.</param>
    /// <param name="open">Opens the back ends of state stores; by default in memory.</param>
    public InMemoryPipeline(Topology topology, int batchSize, Action? wake = null, Func<StoreBuilder, IBytesStore>? open = null)
    {
        topology.Describe();
        var graph = topology.Graph;
        var settings = new TaskSettings { ApplicationId = "pipeline", TimeProvider = TimeProvider.System, Logger = NullLogger.Instance };
        _stores = graph.CreateStores(graph.SubTopologies, open ?? (static _ => new InMemoryBytesStore()));
        _task = new StreamTask(
            new TaskId(0, 0),
            graph.CreateTopology(graph.SubTopologies, graph.CreateNaming("pipeline")),
            settings,
            new WorkerProducer(_producer, isTransactional: false),
            wake ?? (() => { }),
            _stores);
        _task.Initialize();
        _batch = new ReplayedBatch(batchSize);
        _task.AddPartition(new OffsetCommit(_batch.Partition, Offsets.Unknown, null));
    }

    public long Sent => _producer.Sent;

    public StreamTask Task => _task;

    /// <summary>Processes records, and commits.</summary>
    /// <param name="records">How many; whole batches.</param>
    /// <param name="commitEvery">After how many records it commits; only at the end by default.</param>
    public void Run(long records, long commitEvery = long.MaxValue)
    {
        var processed = 0L;
        for (var next = commitEvery; processed < records;)
        {
            _task.AddRecords(_task.Queues[0], _batch);
            processed += _task.Process(_batch.Count);
            _task.PunctuateStreamTime();
            _batch.MoveOn();
            if (processed >= next)
            {
                Commit();
                next += commitEvery;
            }
        }

        Commit();
    }

    private void Commit()
    {
        _task.TryPrepareCommit();
        _offsets.Clear();
        _task.CollectOffsets(_offsets);
        _task.OnCommitted();
    }

    public void Dispose()
    {
        _task.Dispose();
        _stores.Dispose();
    }

    private sealed class ReplayedBatch : RecordBatch
    {
        private const int Stride = 2 * sizeof(long);

        private readonly byte[] _bytes;
        private long _first;

        public ReplayedBatch(int count)
        {
            Count = count;
            _bytes = new byte[count * Stride];
            long[] keys = [.. Enumerable.Range(0, count)];
            new Random(count).Shuffle(keys);
            for (var i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(i * Stride), keys[i]);
                BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(i * Stride + sizeof(long)), i);
            }
        }

        public override TopicPartition Partition { get; } = new("in", 0);

        public override int Count { get; }

        public void MoveOn() => _first += Count;

        public override void Read(int index, out RawRecord record)
        {
            record.Key = _bytes.AsSpan(index * Stride, sizeof(long));
            record.Value = _bytes.AsSpan(index * Stride + sizeof(long), sizeof(long));
            record.HasKey = true;
            record.HasValue = true;
            record.Offset = _first + index;
            record.TimestampType = TimestampType.CreateTime;
            record.Timestamp = 1_700_000_000_000 + _first + index;
        }

        public override Headers ReadHeaders(int index) => Headers.Empty;

        public override void Dispose()
        {
        }
    }

    private sealed class CountingProducer : IStreamProducer, IProducerTopic
    {
        public long Sent { get; private set; }

        public DeliveryFailureHandler? OnDeliveryFailure { get; set; }

        public string Name => "out";

        public int PartitionCount => 4;

        public bool HasRoom => true;

        public int? MaxRecordBytes => null;

        public void CollectBlocked(TimeSpan longerThan, List<TopicPartition> blocked)
        {
        }

        public IProducerTopic GetTopic(string name) => this;

        public bool TrySend(in ProduceRecord record, nint token)
        {
            Sent++;
            return true;
        }

        public void Poll()
        {
        }

        public void WaitForRoom(TimeSpan timeout)
        {
        }

        public bool Flush(TimeSpan timeout) => true;

        public void InitTransactions(TimeSpan timeout) => throw new NotSupportedException("The pipeline has no transactions.");

        public void BeginTransaction() => throw new NotSupportedException("The pipeline has no transactions.");

        public void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout) =>
            throw new NotSupportedException("The pipeline has no transactions.");

        public void CommitTransaction(TimeSpan timeout) => throw new NotSupportedException("The pipeline has no transactions.");

        public void AbortTransaction(TimeSpan timeout) => throw new NotSupportedException("The pipeline has no transactions.");

        public void Dispose()
        {
        }
    }
}
