using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// What the sinks of a task write through: reused buffers, the worker's producer, and the production exception handler for what fails, at once or
/// later. Worker only.
/// </summary>
internal sealed class RecordCollector(TaskContext context, WorkerProducer producer, ExceptionHandler handler)
{
    private readonly SerializationBuffer _key = new();
    private readonly SerializationBuffer _value = new();
    private readonly HashSet<string> _replaceable = [];
    private nint? _preservedToken;
    private nint _firstToken;

    /// <summary>The task it belongs to.</summary>
    public TaskId TaskId => context.TaskId;

    /// <summary>The partitions that were written to since the last commit.</summary>
    public WrittenPartitions Written { get; } = new();

    /// <summary>Registers a sink.</summary>
    /// <param name="sinkName">The sink's name.</param>
    /// <param name="isReplaceable">
    /// Whether it knows what to do about records that cannot be written as they are: one that is too large is replaced, and a topic that is deleted with a
    /// record on its way to it takes only that record along.
    /// </param>
    /// <returns>The token of its deliveries.</returns>
    public nint Register(string sinkName, bool isReplaceable)
    {
        if (isReplaceable)
        {
            _replaceable.Add(sinkName);
        }

        var token = producer.Register(this, sinkName);
        _firstToken = _firstToken == 0 ? token : _firstToken;
        return token;
    }

    public IProducerTopic GetTopic(string name) => producer.GetTopic(name);

    public ReadOnlySpan<byte> SerializeKey<T>(T key, ISerializer<T> serializer, scoped in SerializationContext serializationContext) =>
        Serialize(_key, key, serializer, in serializationContext);

    public ReadOnlySpan<byte> SerializeValue<T>(T value, ISerializer<T> serializer, scoped in SerializationContext serializationContext) =>
        Serialize(_value, value, serializer, in serializationContext);

    /// <summary>Hands a record to the producer, waiting for room if its queue is full.</summary>
    /// <exception cref="ClientException">The client refuses it.</exception>
    public void Send(IProducerTopic topic, in ProduceRecord record, nint token)
    {
        context.Limits.ThrowIfRefused(topic, in record, context.TimeProvider);
        Written.Add((int)(token - _firstToken) + 1, topic, record.Partition);
        producer.Send(topic, in record, token);
        context.Metrics.Sent++;
    }

    /// <summary>The same for a record that is kept elsewhere, as a dead letter or to be read again: nobody is asked about its failure.</summary>
    /// <exception cref="ClientException">The client refuses it.</exception>
    public void SendPreserved(IProducerTopic topic, in ProduceRecord record)
    {
        context.Limits.ThrowIfRefused(topic, in record, context.TimeProvider);
        Written.Add(0, topic, record.Partition);
        producer.Send(topic, in record, _preservedToken ??= producer.Register(this, sinkName: null));
    }

    /// <summary>A sink could not turn a record into bytes.</summary>
    public void OnSerializationFailed(string sinkName, string topic, Exception exception)
    {
        var error = context.Describe(ErrorStage.Serialization, sinkName) with { OutputTopic = topic };
        Decide(
            error,
            exception,
            $"Sink '{sinkName}' of task {context.TaskId} could not serialize a record for topic '{topic}' ({error.Position})",
            isLate: false);
    }

    /// <summary>The client refused a record at once.</summary>
    public void OnSendFailed(nint token, string topic, in ProduceRecord record, ClientException exception)
    {
        var sinkName = producer.SinkName(token);
        var error = context.Describe(ErrorStage.Production, sinkName) with
        {
            OutputTopic = topic,
            RawKey = record.HasKey ? record.Key.ToArray() : null,
            RawValue = record.HasValue ? record.Value.ToArray() : null,
        };
        var failed = $"Sink '{sinkName}' of task {context.TaskId} could not write to topic '{topic}' ({error.Position})";
        if (!ProducerErrors.IsAboutRecord(exception))
        {
            throw ProducerErrors.OfSend(failed, exception);
        }

        Decide(error, exception, failed, isLate: false);
    }

    /// <summary>A delivery failed: remembers what that says about records to come. Called inside the client's callback.</summary>
    public void Learn(FailedDelivery failure)
    {
        if (ClientErrorCodes.ReasonOf(failure.Error) == UnwritableReason.TooLarge)
        {
            context.Limits.Remember(failure, context.TimeProvider);
        }

        if (IsInvalid(failure.Error))
        {
            context.Limits.RememberRecord(failure, context.TimeProvider);
        }
    }

    /// <summary>A record that was queued could not be delivered. Its input record is no longer at hand.</summary>
    public void OnDeliveryFailed(string sinkName, FailedDelivery failure)
    {
        if (!producer.IsTransactional && _replaceable.Contains(sinkName) && ClientErrorCodes.ReasonOf(failure.Error) == UnwritableReason.NoSuchTopic)
        {
            TaskLog.NotWritten(context.Logger, context.TaskId, sinkName, failure.Error.Message);
            context.Metrics.Skipped++;
            return;
        }

        var failed = $"A record that sink '{sinkName}' of task {context.TaskId} wrote to topic '{failure.Topic}' was not delivered";
        if (!ProducerErrors.IsAboutRecord(failure.Error))
        {
            throw ProducerErrors.OfCall(failed, failure.Error, producer.IsTransactional);
        }

        if (producer.IsTransactional || _replaceable.Contains(sinkName))
        {
            BeginAgainIfTooLarge(failed, failure);
        }

        BeginAgainIfInvalid(failed, failure);
        var error = new ErrorContext
        {
            ApplicationId = context.ApplicationId,
            Stage = ErrorStage.Production,
            TaskId = context.TaskId,
            Node = sinkName,
            OutputTopic = failure.Topic,
            RawKey = failure.Key,
            RawValue = failure.Value,
        };
        Decide(error, failure.Error, failed, isLate: true);
    }

    /// <summary>A record that is kept elsewhere was queued and could not be delivered.</summary>
    public void OnPreservedFailed(FailedDelivery failure)
    {
        var failed = $"A record to move was not delivered to topic '{failure.Topic}'";
        BeginAgainIfTooLarge(failed, failure);
        BeginAgainIfInvalid(failed, failure);
        throw ProducerErrors.OfCall(failed, failure.Error, producer.IsTransactional);
    }

    /// <summary>
    /// Writes the record at work as it was read, with other headers, to the partition of the same number; with the present time if the topic does not take
    /// it with its own. Where it cannot be written for the moment, the work since the last commit is done again; else the task fails.
    /// </summary>
    public void MoveTo(string node, string topic, Headers headers)
    {
        context.Input.Batch!.Read(context.Input.BatchIndex, out var raw);
        var record = new ProduceRecord
        {
            Key = raw.Key,
            HasKey = raw.HasKey,
            Value = raw.Value,
            HasValue = raw.HasValue,
            Partition = context.Input.Partition,
            Timestamp = Math.Max(raw.Timestamp, 0),
            Headers = headers,
        };
        try
        {
            var target = producer.GetTopic(topic);
            try
            {
                SendPreserved(target, in record);
            }
            catch (ClientException refusal) when (IsInvalid(refusal))
            {
                record.Timestamp = context.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
                SendPreserved(target, in record);
            }
        }
        catch (ClientException cause)
        {
            throw ProducerErrors.OfSend(
                $"Node '{node}' could not write record {context.Input.Topic}-{context.Input.Partition}@{context.Input.Offset} to topic '{topic}'", cause);
        }

        context.Metrics.Sent++;
    }

    /// <summary>
    /// The work since the last commit is done again, and the record that was refused is then known to be too large before it is sent, so that its sink can
    /// write another one in its place, and a transaction is not lost to it.
    /// </summary>
    private void BeginAgainIfTooLarge(string failed, FailedDelivery failure)
    {
        if (ClientErrorCodes.ReasonOf(failure.Error) == UnwritableReason.TooLarge)
        {
            throw ProducerErrors.OfRefusal(failed, failure.Error, producer.IsTransactional);
        }
    }

    /// <summary>
    /// Likewise for a record that the topic does not take for something other than its size, such as its timestamp. At-least-once, too: brokers refuse whole
    /// batches, so the records beside it have to be sent again, without it.
    /// </summary>
    private void BeginAgainIfInvalid(string failed, FailedDelivery failure)
    {
        if (IsInvalid(failure.Error))
        {
            throw ProducerErrors.OfRefusal(failed, failure.Error, producer.IsTransactional);
        }
    }

    private static bool IsInvalid(ClientException error) => error.Kind == ClientErrorKind.RecordRefused && ClientErrorCodes.ReasonOf(error) is null;

    private static ReadOnlySpan<byte> Serialize<T>(SerializationBuffer buffer, T item, ISerializer<T> serializer, scoped in SerializationContext context)
    {
        buffer.Clear();
        serializer.Serialize(item, buffer, in context);
        return buffer.Written;
    }

    /// <param name="error">Where it happened.</param>
    /// <param name="exception">What happened.</param>
    /// <param name="failed">What failed, without the reason.</param>
    /// <param name="isLate">Whether the record had been sent, and is a part of the open transaction, if there is one.</param>
    private void Decide(ErrorContext error, Exception exception, string failed, bool isLate)
    {
        var response = context.Ask(handler, error, exception);
        var stays = isLate && producer.IsTransactional;
        switch (response.Action)
        {
            case ExceptionAction.Continue when !stays:
                context.Metrics.Skipped++;
                return;
            case ExceptionAction.DeadLetter when error.Stage == ErrorStage.Serialization:
                context.WriteDeadLetter(response.DeadLetterTopic!, error, exception);
                return;
            case ExceptionAction.DeadLetter when !stays:
                context.DeadLetters.Write(response.DeadLetterTopic!, error, exception); // its record is done
                return;
            case ExceptionAction.Retry when exception is ClientException { Kind: ClientErrorKind.Retriable } retriable:
                throw isLate ? ProducerErrors.OfCall(failed, retriable, producer.IsTransactional) : ProducerErrors.OfSend(failed, retriable);
            default:
                throw new ProductionException($"{failed}: {exception.Message}", exception) { IsVerdict = true };
        }
    }
}
