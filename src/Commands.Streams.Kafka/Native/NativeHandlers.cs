namespace Commands.Streams.Kafka.Native;

/// <summary>Hears of a change of a consumer's assignment, inside the call that serves its queue.</summary>
/// <param name="code"><see cref="NativeErrorCodes.AssignPartitions"/>, <see cref="NativeErrorCodes.RevokePartitions"/> or an error.</param>
/// <param name="partitions">The partitions; valid during the call.</param>
internal unsafe delegate void RebalanceHandler(int code, NativePartitionList* partitions);

/// <summary>Hears what became of a record, inside the call that polls its producer.</summary>
/// <param name="message">The record; valid during the call.</param>
internal unsafe delegate void DeliveryReportHandler(NativeMessage* message);
