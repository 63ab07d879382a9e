using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Testing.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>A worker's turn around real tasks on in-memory partitions: take, process, carry on with handlers that have ended, wait for the signal.</summary>
internal sealed class InMemoryWorker : IDisposable
{
    private const int ProcessAtOnce = 1000;

    private readonly WorkerSignal _signal = new();
    private readonly List<StreamTask> _tasks = [];

    /// <summary>Adds a partition with its records, as a task of its own.</summary>
    public void Add(Topology topology, string topic, int partition, IReadOnlyList<InMemoryRecord> records)
    {
        topology.Describe();
        var graph = topology.Graph;
        var settings = new TaskSettings { ApplicationId = "bench", TimeProvider = TimeProvider.System, Logger = NullLogger.Instance };
        var task = new StreamTask(
            new TaskId(0, partition),
            graph.CreateTopology(graph.SubTopologies, graph.CreateNaming("bench")),
            settings,
            new WorkerProducer(new CapturingProducer(), isTransactional: false),
            _signal.Set);
        task.Initialize();
        var topicPartition = new TopicPartition(topic, partition);
        task.AddPartition(new OffsetCommit(topicPartition, Offsets.Unknown, null));
        task.AddRecords(task.Queues[0], new InMemoryRecordBatch(topicPartition, [.. records]));
        _tasks.Add(task);
    }

    /// <summary>Steps until every record is done.</summary>
    public void Run()
    {
        while (true)
        {
            var busy = false;
            var left = false;
            foreach (var task in _tasks)
            {
                busy |= task.FinishHandlers();
                busy |= task.Process(ProcessAtOnce) > 0;
                left |= task.Queues[0].HasHead || task.RunningHandlers > 0;
            }

            if (!left)
            {
                return;
            }

            if (!busy)
            {
                _signal.Wait(TimeSpan.FromSeconds(1));
            }
        }
    }

    public void Dispose()
    {
        _tasks.ForEach(task => task.Dispose());
        _signal.Dispose();
    }
}
