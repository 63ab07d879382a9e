using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Groups;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.GroupFunctions;
using static Commands.Streams.Kafka.Native.TransactionFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>The transactional half of the producer.</summary>
internal sealed partial class KafkaStreamProducer
{
    // What a call may take longer than it was allowed to before it is given up: a new producer is there in less.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly string? _transactionalId;
    private readonly LimitedCall _offsetsCall;

    /// <inheritdoc/>
    public void InitTransactions(TimeSpan timeout) => Check(rd_kafka_init_transactions(_client.Handle, NativeTimeout.Milliseconds(timeout)), "initialized");

    /// <inheritdoc/>
    public void BeginTransaction() => Check(rd_kafka_begin_transaction(_client.Handle), "begun");

    /// <inheritdoc/>
    public unsafe void SendOffsetsToTransaction(IReadOnlyList<OffsetCommit> offsets, IStreamConsumer consumer, TimeSpan timeout)
    {
        var reader = consumer as IGroupMember
            ?? throw new ArgumentException("The consumer must come from the same client as the producer.", nameof(consumer));
        ThrowIfLost();
        var metadata = reader.TakeGroupMetadata();
        if (metadata == 0)
        {
            throw KafkaErrors.Create(
                Confluent.Kafka.ErrorCode.UnknownMemberId,
                $"The transaction of '{_transactionalId}' could not be given its offsets",
                "the consumer has left its group");
        }

        // librdkafka does not limit the search for the group's coordinator: if its answer is lost while a broker restarts, the call waits
        // until some other connection changes its state, which may be never.
        var list = PartitionList.Of(offsets);
        var client = _client.Handle;
        _offsetsCall.TryRun(
            () =>
            {
                using (list)
                {
                    var error = rd_kafka_send_offsets_to_transaction(client, list.Native, metadata, NativeTimeout.Milliseconds(timeout));
                    rd_kafka_consumer_group_metadata_destroy(metadata);
                    return error;
                }
            },
            timeout + Grace,
            out var result);
        ThrowIfLost();
        Check(result, "given its offsets");
    }

    /// <inheritdoc/>
    public void CommitTransaction(TimeSpan timeout)
    {
        ThrowIfLost();
        Check(rd_kafka_commit_transaction(_client.Handle, NativeTimeout.Milliseconds(timeout)), "committed");
    }

    /// <inheritdoc/>
    public void AbortTransaction(TimeSpan timeout)
    {
        ThrowIfLost();
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

    private void ThrowIfLost()
    {
        if (_offsetsCall.IsLost)
        {
            throw new ClientException(
                ClientErrorKind.ClientLost,
                NativeError.NameOf(NativeErrorCodes.TimedOut),
                $"The transaction of '{_transactionalId}' could not be given its offsets: the Kafka client has not answered in time. " +
                "This producer is discarded; a new one with the same id aborts its open transaction.");
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
