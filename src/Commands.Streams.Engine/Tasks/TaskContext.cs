using Commands.Streams.Diagnostics;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Tasks.Handlers;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tasks.Progress;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Tasks;

/// <summary>What the nodes of one task share: the current input, the clocks, the collector and the handling of failures. Worker only.</summary>
internal sealed class TaskContext
{
    private readonly TaskSettings _settings;
    private readonly Dictionary<string, object> _shared = [];

    public TaskContext(TaskId taskId, TaskSettings settings, WorkerProducer producer, CompletionMailbox mailbox)
    {
        TaskId = taskId;
        _settings = settings;
        Mailbox = mailbox;
        Work = new TaskWork(this);
        Input = Work.Punctuation;
        Collector = new RecordCollector(this, producer, settings.ProductionExceptionHandler);
        DeadLetters = new DeadLetterWriter(this, Collector);
    }

    public TaskId TaskId { get; }

    public string ApplicationId => _settings.ApplicationId;

    public TimeProvider TimeProvider => _settings.TimeProvider;

    public RecordLimits Limits => _settings.Limits;

    public ITimestampExtractor DefaultTimestampExtractor => _settings.DefaultTimestampExtractor;

    public Microsoft.Extensions.Logging.ILogger Logger => _settings.Logger;

    /// <inheritdoc cref="TaskSettings.EmitInterval"/>
    public long EmitInterval => _settings.EmitInterval;

    /// <inheritdoc cref="TaskSettings.KeepsReleased"/>
    public bool KeepsReleased => _settings.KeepsReleased;

    public MetadataRoom MetadataRoom => _settings.MetadataRoom;

    /// <summary>The state stores of the task.</summary>
    public TaskStores Stores { get; init; } = TaskStores.None;

    /// <summary>The nodes of the task.</summary>
    public ProcessorTopology Topology { get; init; } = ProcessorTopology.Empty;

    public RecordCollector Collector { get; }

    public DeadLetterWriter DeadLetters { get; }

    public TaskMetrics Metrics { get; } = new();

    public PartitionGroup Partitions { get; } = new();

    public PunctuationQueue StreamTimePunctuations { get; } = new();

    public PunctuationQueue WallClockPunctuations { get; } = new();

    /// <summary>The topics whose backlog must be scanned before the first record is taken.</summary>
    public BacklogScans BacklogScans { get; } = new();

    /// <summary>Receives the completions of asynchronous handlers.</summary>
    public CompletionMailbox Mailbox { get; }

    public TaskWork Work { get; }

    /// <summary>The current input. Set before any node runs.</summary>
    public IInputRecord Input { get; set; }

    /// <summary>True if a node has requested a commit. Cleared by the commit.</summary>
    public bool CommitRequested { get; set; }

    /// <summary>True if punctuations may have had effects since the last commit.</summary>
    public bool Punctuated { get; set; }

    public long SystemTime => TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The token that handlers get; cancelled when the task ends.</summary>
    public CancellationToken Stopping => Mailbox.Stopping;

    public RecordContext CreateRecordContext(long timestamp, Headers headers) =>
        new(Input.Topic, Input.Partition, Input.Offset, timestamp, headers);

    public T GetOrAddShared<T>(string name, Func<T> create)
        where T : class
    {
        if (!_shared.TryGetValue(name, out var found))
        {
            found = create();
            _shared.Add(name, found);
        }

        return found as T ?? throw new InvalidOperationException(
            $"The shared object '{name}' of task {TaskId} is a {found.GetType()}, not a {typeof(T)}. Use another name.");
    }

    /// <summary>Copies the bytes of the current record's key, as they were read; null in a punctuation.</summary>
    public byte[]? KeyAsRead()
    {
        if (Input.Batch is not { } batch)
        {
            return null;
        }

        batch.Read(Input.BatchIndex, out var raw);
        return raw.Key.ToArray();
    }

    /// <summary>Describes the current record for an exception handler, with copies of its bytes.</summary>
    public ErrorContext Describe(ErrorStage stage, string node)
    {
        byte[]? key = null;
        byte[]? value = null;
        var timestampType = TimestampType.Unknown;
        if (Input.Batch is { } batch)
        {
            batch.Read(Input.BatchIndex, out var raw);
            key = raw.HasKey ? raw.Key.ToArray() : null;
            value = raw.HasValue ? raw.Value.ToArray() : null;
            timestampType = raw.TimestampType;
        }

        return new ErrorContext
        {
            ApplicationId = ApplicationId,
            Stage = stage,
            TaskId = TaskId,
            Node = node,
            Topic = Input.Topic,
            Partition = Input.Partition,
            Offset = Input.Offset,
            Timestamp = Input.Timestamp,
            TimestampType = timestampType,
            Headers = Input.Headers,
            RawKey = key,
            RawValue = value,
        };
    }

    /// <summary>Handles an exception of a node: returns if the record should be dropped at that node, throws if the task should fail.</summary>
    public void HandleProcessingFailure(string node, Exception exception)
    {
        if (exception is SerdeNotReadyException notReady)
        {
            throw new TaskCorruptedException(
                $"Node '{node}' of task {TaskId} called a serde that is not ready: {notReady.Message} The task starts again from what it committed.", notReady);
        }

        var error = Describe(ErrorStage.Processing, node);
        if (!TrySkip(Ask(_settings.ProcessingExceptionHandler, error, exception), error, exception))
        {
            throw new ProcessingException(error, exception) { IsVerdict = true };
        }
    }

    /// <summary>Logs that the current record waits because its serde is not ready.</summary>
    public void AwaitSerde(SerdeNotReadyException notReady, string node) =>
        TaskLog.SerdeNotReady(_settings.Logger, TaskId, node, Input.Topic, Input.Partition, Input.Offset, notReady.Message);

    /// <summary>Handles a record whose bytes could not be read: returns if it should be skipped, throws if the task should fail.</summary>
    public void HandleUnreadable(string node, Exception exception)
    {
        var error = Describe(ErrorStage.Deserialization, node);
        if (!TrySkip(Ask(_settings.DeserializationExceptionHandler, error, exception), error, exception))
        {
            throw new DeserializationException(error, exception) { IsVerdict = true };
        }
    }

    /// <summary>Writes the current record to a dead-letter topic, with the node's headers; throws if it cannot be written.</summary>
    public void WriteDeadLetter(string node, string topic, RecordContext record, Exception exception)
    {
        var error = Describe(ErrorStage.Processing, node) with
        {
            Topic = record.Topic,
            Partition = record.Partition,
            Offset = record.Offset,
            Headers = record.Headers,
        };
        if (error.Topic is null)
        {
            throw new InvalidOperationException(
                $"Node '{node}' received a record from a punctuation, so there is no input record to write to dead-letter topic '{topic}'.");
        }

        TaskLog.DeadLetter(_settings.Logger, exception, TaskId, node, error.Position, topic);
        WriteDeadLetter(topic, error, exception);
    }

    /// <summary>Writes a dead letter for the current record, once the work on that record is done.</summary>
    public void WriteDeadLetter(string topic, ErrorContext error, Exception exception)
    {
        if (Work.AreStaged)
        {
            Work.Stage(new StagedDeadLetter(this, topic, error, exception));
        }
        else
        {
            DeadLetters.Write(topic, error, exception);
        }
    }

    /// <summary>Writes the current record, as it was read, to another topic; throws if it cannot be written.</summary>
    public void MoveTo(string node, string topic, Headers headers)
    {
        if (Input.Batch is null)
        {
            throw new InvalidOperationException(
                $"Node '{node}' received a record from a punctuation, so there is no input record to write to topic '{topic}'.");
        }

        if (Work.AreStaged)
        {
            Work.Stage(StagedMove.Create(this, node, topic, headers));
        }
        else
        {
            Collector.MoveTo(node, topic, headers);
        }
    }

    /// <summary>Counts and reports a record that an operator drops by its own rules.</summary>
    public void Drop(string node, DropReason reason, IInputRecord origin)
    {
        Metrics.Dropped++;
        TaskLog.Dropped(_settings.Logger, TaskId, node, reason, origin.Topic, origin.Partition, origin.Offset);
        _settings.DroppedRecordObserver?.OnDropped(
            TaskId, node, reason, new RecordContext(origin.Topic, origin.Partition, origin.Offset, origin.Timestamp, origin.Headers));
    }

    /// <summary>Asks an exception handler for its decision. If the handler itself throws, the task fails.</summary>
    public ExceptionResponse Ask(ExceptionHandler handler, ErrorContext error, Exception exception)
    {
        ExceptionResponse response;
        try
        {
            // If a store fails, no record is at fault, and none may be lost for it.
            response = exception is StoreException or StoreCorruptedException ? ExceptionResponse.Fail : handler(error, exception);
        }
        catch (Exception fault)
        {
            TaskLog.HandlerFailed(_settings.Logger, fault, error.Stage, error.Node, TaskId, error.Position);
            throw new ProcessingException(error, new AggregateException("The exception handler itself threw.", exception, fault)) { IsVerdict = true };
        }

        // Unless the record is skipped, the exception is thrown and logged by whoever catches it. Its stack trace should be logged only once.
        var trace = response.Action is ExceptionAction.Continue or ExceptionAction.DeadLetter ? exception : null;
        TaskLog.Failed(_settings.Logger, trace, error.Stage, error.Node, TaskId, error.Position, response.Action, exception.Message);
        return response;
    }

    private bool TrySkip(ExceptionResponse response, ErrorContext error, Exception exception)
    {
        switch (response.Action)
        {
            case ExceptionAction.Continue:
                Metrics.Skipped++;
                return true;
            case ExceptionAction.DeadLetter:
                WriteDeadLetter(response.DeadLetterTopic!, error, exception);
                Metrics.Skipped++;
                return true;
            default:
                return false;
        }
    }
}
