using Commands.Streams.Clients;
using Commands.Streams.Embedding;
using Commands.Streams.Records;
using Streamiz.Kafka.Net.Processors.Public;

namespace Commands.Streams.Bridging;

/// <summary>
/// The engine's task inside one task of Streamiz. It is given one command at a time and waits until its handler has ended and everything it writes has been
/// handed to Streamiz' sink. Streamiz' thread only, except for <see cref="Wake"/>.
/// </summary>
internal sealed class CommandTask : IDisposable
{
    private readonly ManualResetEventSlim _woken = new();
    private readonly List<OffsetCommit> _offsets = [];
    private readonly OutgoingProducer _producer;
    private readonly EmbeddedTopology _topology;
    private readonly CancellationToken _givingUp;
    private TopicPartition? _partition;
    private Exception? _failure;
    private bool _disposed;

    public CommandTask(CommandSource source, ProcessorContext<byte[], OutgoingRecord> context)
    {
        _givingUp = source.GivingUp;
        _producer = new OutgoingProducer(context);
        _topology = new EmbeddedTopology(
            source.Topology, source.Options.ToStreamsOptions(context.ApplicationId), new TaskId(context.Id.Id, context.Id.Partition), _producer, Wake);
        _topology.Initialize();
    }

    /// <summary>What Streamiz' sink threw, if that is what failed the task.</summary>
    public Exception? SinkFailure => _producer.Failure;

    /// <summary>Handles a command to its end.</summary>
    /// <exception cref="Errors.StreamsException">It failed, and nobody said what is to become of it.</exception>
    /// <exception cref="OperationCanceledException">The host stops and waits no longer.</exception>
    public void Handle(IncomingCommand command)
    {
        if (_failure is not null)
        {
            throw new InvalidOperationException($"The task failed before and handles no more commands: {_failure.Message}", _failure);
        }

        try
        {
            if (_partition is null)
            {
                _partition = command.Partition;
                _topology.AddPartition(new OffsetCommit(command.Partition, Offsets.Unknown, null));
            }

            _topology.AddRecords(command);
            Finish();
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }

        // Streamiz commits the offsets; here they only mark what is finished.
        _offsets.Clear();
        _topology.CollectOffsets(_offsets);
        _topology.OnCommitted();
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _topology.Dispose();
        }
    }

    private void Finish()
    {
        while (true)
        {
            _woken.Reset();
            while (_topology.Step())
            {
            }

            if (!_topology.HasUnfinishedRecords)
            {
                return;
            }

            _woken.Wait(_givingUp);
        }
    }

    private void Wake() => _woken.Set();
}
