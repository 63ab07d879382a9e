using Commands.Streams.Errors;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Errors;

/// <summary>
/// The one place that says what may be done about an error code of librdkafka (negative) or of a broker (positive). What is not listed is
/// <see cref="ClientErrorKind.Fatal"/>: an error nobody has thought about must be loud.
/// </summary>
internal static class KafkaErrorClassification
{
    // Codes that the client reports and Confluent's enumeration does not name.
    private const ErrorCode InconsistentTopicId = (ErrorCode)103;
    private const ErrorCode TransactionAbortable = (ErrorCode)120;
    private const ErrorCode InvalidTimestamp = (ErrorCode)32;
    private const ErrorCode InvalidRecord = (ErrorCode)87;
    private const ErrorCode LocalInvalidDifferentRecord = (ErrorCode)(-138);

    /// <summary>Classifies a code together with what the client says about the call that failed.</summary>
    /// <param name="code">The code.</param>
    /// <param name="isFatal">The client instance cannot go on.</param>
    /// <param name="isRetriable">The same call may be made again.</param>
    /// <param name="requiresAbort">The open transaction must be aborted.</param>
    /// <remarks>
    /// Fencing wins over everything: whoever was replaced has nothing left to abort or to retry, however the client reports it. A client that cannot go on
    /// is replaced by a new one, unless what stopped it would stop the new one too.
    /// </remarks>
    public static ClientErrorKind Classify(ErrorCode code, bool isFatal, bool isRetriable, bool requiresAbort)
    {
        ClientErrorKind byCode = Classify(code);

        return byCode == ClientErrorKind.Fenced ? ClientErrorKind.Fenced
            : isFatal ? StopsEveryClient(code) ? ClientErrorKind.Fatal : ClientErrorKind.ClientLost
            : requiresAbort ? ClientErrorKind.Abortable
            : isRetriable ? ClientErrorKind.Retriable
            : byCode;
    }

    /// <summary>Classifies a code by itself.</summary>
    /// <param name="code">The code.</param>
    public static ClientErrorKind Classify(ErrorCode code) => code switch
    {
        _ when IsFencing(code) => ClientErrorKind.Fenced,
        _ when AbortsTransaction(code) => ClientErrorKind.Abortable,
        _ when EndsTheClient(code) => ClientErrorKind.ClientLost,
        _ when RefusesTheRecord(code) => ClientErrorKind.RecordRefused,
        _ when PassesInTheClient(code) || PassesInTheCluster(code) || PassesInTheGroup(code) => ClientErrorKind.Retriable,
        _ => ClientErrorKind.Fatal,
    };

    private static bool IsFencing(ErrorCode code) => code is
        ErrorCode.Local_Fenced or
        ErrorCode.Local_AssignmentLost or
        ErrorCode.Local_MaxPollExceeded or
        ErrorCode.InvalidProducerEpoch or
        ErrorCode.ProducerFenced or
        ErrorCode.TransactionCoordinatorFenced or
        ErrorCode.FencedInstanceId or
        ErrorCode.FencedMemberEpoch or
        ErrorCode.UnknownMemberId or
        ErrorCode.IllegalGeneration;

    private static bool AbortsTransaction(ErrorCode code) => code is
        TransactionAbortable or
        ErrorCode.Local_PurgeQueue or
        ErrorCode.Local_PurgeInflight or
        // Another record of its batch was refused: it was not written either, and has to be sent again.
        LocalInvalidDifferentRecord or
        ErrorCode.InvalidProducerIdMapping;

    // The numbers of an idempotent producer's records do not fit the log any more. A new producer begins to count anew.
    private static bool EndsTheClient(ErrorCode code) => code is
        ErrorCode.Local_Fatal or
        ErrorCode.Local_GaplessGuarantee or
        ErrorCode.OutOfOrderSequenceNumber or
        ErrorCode.DuplicateSequenceNumber or
        ErrorCode.UnknownProducerId;

    private static bool RefusesTheRecord(ErrorCode code) => code is
        ErrorCode.MsgSizeTooLarge or
        ErrorCode.RecordListTooLarge or
        ErrorCode.InvalidMsgSize or
        InvalidTimestamp or
        InvalidRecord;

    private static bool StopsEveryClient(ErrorCode code) => code is
        ErrorCode.ClusterAuthorizationFailed or
        ErrorCode.TransactionalIdAuthorizationFailed or
        ErrorCode.TopicAuthorizationFailed or
        ErrorCode.GroupAuthorizationFailed or
        ErrorCode.SaslAuthenticationFailed or
        ErrorCode.Local_Authentication or
        ErrorCode.Local_UnsupportedFeature or
        ErrorCode.Local_InvalidArg or
        ErrorCode.UnsupportedVersion or
        ErrorCode.UnsupportedForMessageFormat or
        ErrorCode.InvalidTransactionTimeout or
        ErrorCode.InvalidConfig or
        ErrorCode.InvalidGroupId or
        ErrorCode.InvalidRequest;

    private static bool PassesInTheClient(ErrorCode code) => code is
        ErrorCode.Local_Transport or
        ErrorCode.Local_AllBrokersDown or
        ErrorCode.Local_Resolve or
        // A broker that goes down cuts handshakes short; a wrong certificate shows at start, when no broker answers in time.
        ErrorCode.Local_Ssl or
        ErrorCode.Local_TimedOut or
        ErrorCode.Local_MsgTimedOut or
        ErrorCode.Local_TimedOutQueue or
        ErrorCode.Local_QueueFull or
        ErrorCode.Local_IsrInsuff or
        ErrorCode.Local_NodeUpdate or
        ErrorCode.Local_UnknownBroker or
        ErrorCode.Local_DestroyBroker or
        ErrorCode.Local_WaitCoord or
        ErrorCode.Local_WaitCache or
        ErrorCode.Local_InProgress or
        ErrorCode.Local_PrevInProgress or
        ErrorCode.Local_Outdated or
        ErrorCode.Local_Intr or
        ErrorCode.Local_Retry or
        ErrorCode.Local_Partial;

    private static bool PassesInTheCluster(ErrorCode code) => code is
        ErrorCode.LeaderNotAvailable or
        ErrorCode.NotLeaderForPartition or
        ErrorCode.RequestTimedOut or
        ErrorCode.BrokerNotAvailable or
        ErrorCode.ReplicaNotAvailable or
        ErrorCode.StaleCtrlEpoch or
        ErrorCode.NetworkException or
        ErrorCode.NotEnoughReplicas or
        ErrorCode.NotEnoughReplicasAfterAppend or
        ErrorCode.NotController or
        ErrorCode.KafkaStorageError or
        ErrorCode.ReassignmentInProgress or
        ErrorCode.FetchSessionIdNotFound or
        ErrorCode.InvalidFetchSessionEpoch or
        ErrorCode.ListenerNotFound or
        ErrorCode.FencedLeaderEpoch or
        ErrorCode.UnknownLeaderEpoch or
        ErrorCode.StaleBrokerEpoch or
        ErrorCode.OffsetNotAvailable or
        ErrorCode.PreferredLeaderNotAvailable or
        ErrorCode.EligibleLeadersNotAvailable or
        ErrorCode.ThrottlingQuotaExceeded or
        ErrorCode.UnknownTopicId or
        InconsistentTopicId or
        ErrorCode.RebootstrapRequired;

    private static bool PassesInTheGroup(ErrorCode code) => code is
        ErrorCode.GroupLoadInProgress or
        ErrorCode.GroupCoordinatorNotAvailable or
        ErrorCode.NotCoordinatorForGroup or
        // The member is still one, with an epoch or generation that the next heartbeat brings up to date.
        ErrorCode.RebalanceInProgress or
        ErrorCode.StaleMemberEpoch or
        ErrorCode.MemberIdRequired or
        ErrorCode.UnreleasedInstanceId or
        ErrorCode.UnstableOffsetCommit or
        ErrorCode.ConcurrentTransactions;
}
