using Commands.Streams.Clients;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Groups;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.GroupFunctions;
using static Commands.Streams.Kafka.Native.TransactionFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>The transactional half of the producer.</summary>
internal sealed partial class KafkaStreamProducer
{
    private readonly string? _transactionalId;

    /// <inheritdoc/>
    public void InitTransactions(TimeSpan timeout) => Check(rd_kafka_init_transactions(_client.Handle, NativeTimeout.Milliseconds(timeout)), "initialized");

    /// <inheritdoc/>
    public void BeginTransaction() => Check(rd_kafka_begin_transaction(_client.Handle), "begun");

    /// <inheritdoc/>
    public unsafe void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout)
    {
        var reader = consumer as IGroupMember
            ?? throw new ArgumentException("The consumer must come from the same client as the producer.", nameof(consumer));
        using var list = PartitionList.Of(offsets);
        var metadata = reader.TakeGroupMetadata();
        if (metadata == 0)
        {
            throw KafkaErrors.Create(
                Confluent.Kafka.ErrorCode.UnknownMemberId,
                $"The transaction of '{_transactionalId}' could not be given its offsets",
                "the consumer has left its group");
        }

        try
        {
            Check(rd_kafka_send_offsets_to_transaction(_client.Handle, list.Native, metadata, NativeTimeout.Milliseconds(timeout)), "given its offsets");
        }
        finally
        {
            rd_kafka_consumer_group_metadata_destroy(metadata);
        }
    }

    /// <inheritdoc/>
    public void CommitTransaction(TimeSpan timeout) => Check(rd_kafka_commit_transaction(_client.Handle, NativeTimeout.Milliseconds(timeout)), "committed");

    /// <inheritdoc/>
    public void AbortTransaction(TimeSpan timeout)
    {
        _failures.Silent = true;
        try
        {
            Check(rd_kafka_abort_transaction(_client.Handle, NativeTimeout.Milliseconds(timeout)), "aborted");
        }
        finally
        {
            _failures.Silent = false;
        }
    }

    private void Check(nint nativeError, string what)
    {
        var error = NativeError.Take(nativeError);
        if (error is { } reason)
        {
            _client.DropHandlerFailure();
            throw KafkaErrors.Create(reason, $"The transaction of '{_transactionalId}' could not be {what}");
        }

        _client.ThrowIfHandlerFailed();
    }
}
