using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// Writes the records of a task's sinks through the worker's producer, with reused buffers, and asks the production exception handler about failures, whether
/// immediate or late. Worker only.
/// </summary>
internal sealed class RecordCollector(TaskContext context, WorkerProducer producer, ExceptionHandler handler)
{
    private readonly SerializationBuffer _key = new();
    private readonly SerializationBuffer _value = new();
    private readonly HashSet<string> _replaceable = [];
    private nint? _preservedToken;
    private nint _firstToken;

    public TaskId TaskId => context.TaskId;

    /// <summary>The partitions written to since the last commit.</summary>
    public WrittenPartitions Written { get; } = new();

    /// <summary>Registers a sink.</summary>
    /// <param name="sinkName">Its name.</param>
    /// <param name="isReplaceable">
    /// True if the sink handles records that cannot be written as they are: it can replace one that is too large, and if a topic is deleted while a record is
    /// on its way there, only that record is lost.
    /// </param>
    /// <returns>The token that identifies the sink's deliveries.</returns>
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

    /// <summary>Passes a record to the producer, waiting for room if its queue is full.</summary>
    /// <exception cref="ClientException">The client refuses the record.</exception>
    public void Send(IProducerTopic topic, in ProduceRecord record, nint token)
    {
        context.Limits.ThrowIfRefused(topic, in record, context.TimeProvider);
        Written.Add((int)(token - _firstToken) + 1, topic, record.Partition);
        producer.Send(topic, in record, token);
        context.Metrics.Sent++;
    }

    /// <summary>Registers a writer of records that have to be written: nobody is asked about their failures.</summary>
    /// <returns>The token of its deliveries.</returns>
    public nint RegisterPreserved()
    {
        var token = producer.Register(this, sinkName: null);
        _firstToken = _firstToken == 0 ? token : _firstToken;
        return token;
    }

    /// <summary>
    /// Like <see cref="Send"/>, for an input record that is preserved elsewhere: as a dead letter, or to be read again. No handler is asked about its failure.
    /// </summary>
    /// <exception cref="ClientException">The client refuses the record.</exception>
    public void SendPreserved(IProducerTopic topic, in ProduceRecord record)
    {
        context.Limits.ThrowIfRefused(topic, in record, context.TimeProvider);
        Written.Add(0, topic, record.Partition);
        producer.Send(topic, in record, _preservedToken ??= producer.Register(this, sinkName: null));
    }

    /// <summary>The same for a writer that has registered.</summary>
    /// <exception cref="ClientException">The client refuses the record.</exception>
    public void SendPreserved(IProducerTopic topic, in ProduceRecord record, nint token)
    {
        context.Limits.ThrowIfRefused(topic, in record, context.TimeProvider);
        Written.Add((int)(token - _firstToken) + 1, topic, record.Partition);
        producer.Send(topic, in record, token);
    }

    /// <summary>Handles a sink's failure to serialize a record.</summary>
    public void OnSerializationFailed(string sinkName, string topic, Exception exception)
    {
        var error = context.Describe(ErrorStage.Serialization, sinkName) with { OutputTopic = topic };
        Decide(
            error,
            exception,
            $"Sink '{sinkName}' of task {context.TaskId} could not serialize a record for topic '{topic}' ({error.Position})",
            isLate: false);
    }

    /// <summary>Handles a record that the client refused at once.</summary>
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

    /// <summary>Remembers what a failed delivery shows about later records. Called inside the client's callback.</summary>
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

    /// <summary>Handles a queued record that could not be delivered. Its input record is no longer available.</summary>
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

    /// <summary>Handles a preserved record that was queued and could not be delivered.</summary>
    public void OnPreservedFailed(FailedDelivery failure)
    {
        var failed = $"A record for topic '{failure.Topic}' was not delivered";
        BeginAgainIfTooLarge(failed, failure);
        BeginAgainIfInvalid(failed, failure);
        throw ProducerErrors.OfCall(failed, failure.Error, producer.IsTransactional);
    }

    /// <summary>
    /// Writes the current record as it was read, with other headers, to the partition of the same number; with the current time if the topic refuses the
    /// record's own. If the write fails temporarily, the work since the last commit is repeated; otherwise the task fails.
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
    /// Repeats the work since the last commit. The refused record is then known to be too large before it is sent, so its sink can replace it, and no
    /// transaction is lost to it.
    /// </summary>
    private void BeginAgainIfTooLarge(string failed, FailedDelivery failure)
    {
        if (ClientErrorCodes.ReasonOf(failure.Error) == UnwritableReason.TooLarge)
        {
            throw ProducerErrors.OfRefusal(failed, failure.Error, producer.IsTransactional);
        }
    }

    /// <summary>
    /// Does the same for a record that was refused for another reason, such as its timestamp. This is needed at-least-once too: brokers refuse whole batches,
    /// so the other records of the batch must be sent again without it.
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

    /// <param name="error">Describes where it happened.</param>
    /// <param name="exception">The cause.</param>
    /// <param name="failed">The start of a sentence that says what failed, without the cause.</param>
    /// <param name="isLate">True if the record had been sent, and therefore belongs to the open transaction if there is one.</param>
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
                context.DeadLetters.Write(response.DeadLetterTopic!, error, exception); // the record's work is done, so nothing is left to stage
                return;
            case ExceptionAction.Retry when exception is ClientException { Kind: ClientErrorKind.Retriable } retriable:
                throw isLate ? ProducerErrors.OfCall(failed, retriable, producer.IsTransactional) : ProducerErrors.OfSend(failed, retriable);
            default:
                throw new ProductionException($"{failed}: {exception.Message}", exception) { IsVerdict = true };
        }
    }
}
