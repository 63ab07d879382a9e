using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests.Errors;

public sealed class KafkaErrorClassificationTests
{
    [TestCase(ErrorCode.Local_Transport)]
    [TestCase(ErrorCode.Local_AllBrokersDown)]
    [TestCase(ErrorCode.Local_TimedOut)]
    [TestCase(ErrorCode.Local_QueueFull)]
    [TestCase(ErrorCode.LeaderNotAvailable)]
    [TestCase(ErrorCode.NotLeaderForPartition)]
    [TestCase(ErrorCode.NotEnoughReplicas)]
    [TestCase(ErrorCode.GroupLoadInProgress)]
    [TestCase(ErrorCode.NotCoordinatorForGroup)]
    [TestCase(ErrorCode.ConcurrentTransactions)]
    [TestCase(ErrorCode.ThrottlingQuotaExceeded)]
    public void What_passes_by_itself_is_retriable(ErrorCode code) =>
        KafkaErrorClassification.Classify(code).Should().Be(ClientErrorKind.Retriable);

    [TestCase(ErrorCode.RebalanceInProgress)]
    [TestCase(ErrorCode.StaleMemberEpoch)]
    public void Being_late_for_a_rebalance_is_retriable_because_the_member_is_still_one(ErrorCode code) =>
        KafkaErrorClassification.Classify(code).Should().Be(ClientErrorKind.Retriable);

    [TestCase(ErrorCode.UnknownMemberId)]
    [TestCase(ErrorCode.IllegalGeneration)]
    [TestCase(ErrorCode.FencedMemberEpoch)]
    [TestCase(ErrorCode.FencedInstanceId)]
    [TestCase(ErrorCode.Local_AssignmentLost)]
    [TestCase(ErrorCode.Local_MaxPollExceeded)]
    public void A_member_that_was_replaced_is_fenced(ErrorCode code) =>
        KafkaErrorClassification.Classify(code).Should().Be(ClientErrorKind.Fenced);

    [TestCase(ErrorCode.ProducerFenced)]
    [TestCase(ErrorCode.InvalidProducerEpoch)]
    [TestCase(ErrorCode.Local_Fenced)]
    public void A_producer_that_was_replaced_is_fenced(ErrorCode code) =>
        KafkaErrorClassification.Classify(code).Should().Be(ClientErrorKind.Fenced);

    [TestCase((ErrorCode)120)]
    [TestCase(ErrorCode.InvalidProducerIdMapping)]
    [TestCase(ErrorCode.Local_PurgeQueue)]
    [TestCase((ErrorCode)(-138))] // another record of the batch was refused
    public void What_spoils_the_transaction_is_abortable(ErrorCode code) =>
        KafkaErrorClassification.Classify(code).Should().Be(ClientErrorKind.Abortable);

    [TestCase(ErrorCode.TopicAuthorizationFailed)]
    [TestCase(ErrorCode.SaslAuthenticationFailed)]
    [TestCase(ErrorCode.Local_Authentication)]
    [TestCase(ErrorCode.InvalidConfig)]
    [TestCase(ErrorCode.UnknownTopicOrPart)]
    [TestCase(ErrorCode.Local_UnknownTopic)]
    [TestCase(ErrorCode.UnsupportedVersion)]
    [TestCase(ErrorCode.Local_State)]
    public void What_a_person_must_mend_is_fatal(ErrorCode code) =>
        KafkaErrorClassification.Classify(code).Should().Be(ClientErrorKind.Fatal);

    [Test]
    public void A_code_that_nobody_knows_is_fatal() =>
        KafkaErrorClassification.Classify((ErrorCode)12345).Should().Be(ClientErrorKind.Fatal);

    [Test]
    public void Fencing_wins_over_what_the_client_says_of_the_call() =>
        KafkaErrorClassification.Classify(ErrorCode.ProducerFenced, isFatal: true, isRetriable: false, requiresAbort: true)
            .Should().Be(ClientErrorKind.Fenced);

    [TestCase(ErrorCode.OutOfOrderSequenceNumber)]
    [TestCase(ErrorCode.UnknownProducerId)]
    [TestCase(ErrorCode.Local_GaplessGuarantee)]
    [TestCase(ErrorCode.Local_Fatal)]
    public void What_ends_the_client_alone_asks_for_a_new_one(ErrorCode code) =>
        KafkaErrorClassification.Classify(code).Should().Be(ClientErrorKind.ClientLost);

    [TestCase(ErrorCode.MsgSizeTooLarge)]
    [TestCase(ErrorCode.RecordListTooLarge)]
    [TestCase((ErrorCode)32)]
    [TestCase((ErrorCode)87)]
    public void What_concerns_one_record_refuses_that_record(ErrorCode code) =>
        KafkaErrorClassification.Classify(code).Should().Be(ClientErrorKind.RecordRefused);

    [TestCase(ErrorCode.ClusterAuthorizationFailed)]
    [TestCase(ErrorCode.TransactionalIdAuthorizationFailed)]
    [TestCase(ErrorCode.UnsupportedVersion)]
    public void What_stopped_a_client_and_would_stop_the_next_is_fatal(ErrorCode code) =>
        KafkaErrorClassification.Classify(code, isFatal: true, isRetriable: false, requiresAbort: false).Should().Be(ClientErrorKind.Fatal);

    [TestCase(true, true, true, ClientErrorKind.ClientLost)]
    [TestCase(false, true, true, ClientErrorKind.Abortable)]
    [TestCase(false, true, false, ClientErrorKind.Retriable)]
    [TestCase(false, false, false, ClientErrorKind.Fatal)]
    public void What_the_client_says_of_the_call_wins_over_the_code(
        bool isFatal, bool isRetriable, bool requiresAbort, ClientErrorKind expected) =>
        KafkaErrorClassification.Classify(ErrorCode.Unknown, isFatal, isRetriable, requiresAbort).Should().Be(expected);
}
