using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime;

/// <summary>What a worker does when its producer is of no use any more: a new one, the same consumer, the work done again.</summary>
public sealed class ProducerRenewalTests
{
    private readonly List<ErrorContext> _asked = [];

    [Test]
    public void A_delivery_that_voids_the_transaction_is_done_again_with_a_new_producer()
    {
        using var worker = Copying(ProcessingGuarantee.ExactlyOnce);
        worker.Faults.OfDelivery = ProducerFaults.Once("out", ProducerFaults.Error(ClientErrorKind.Abortable, "INVALID_PRODUCER_ID_MAPPING"));
        CopiesAll(worker);
    }

    [Test]
    public void A_delivery_that_was_not_acknowledged_ends_the_producer_of_its_transaction()
    {
        using var worker = Copying(ProcessingGuarantee.ExactlyOnce, ExceptionHandlers.RetryOrFail);
        worker.Faults.OfDelivery = ProducerFaults.Once("out", ProducerFaults.Error(ClientErrorKind.Retriable, "_MSG_TIMED_OUT"));
        CopiesAll(worker);
    }

    [TestCase("begin", ClientErrorKind.Abortable)]
    [TestCase("offsets", ClientErrorKind.Abortable)]
    [TestCase("offsets", ClientErrorKind.Retriable)]
    [TestCase("offsets", ClientErrorKind.ClientLost)]
    [TestCase("commit", ClientErrorKind.Abortable)]
    [TestCase("commit", ClientErrorKind.Retriable)]
    [TestCase("commit", ClientErrorKind.ClientLost)]
    public void A_transaction_that_did_not_end_cleanly_is_the_last_of_its_producer(string call, ClientErrorKind kind)
    {
        using var worker = Copying(ProcessingGuarantee.ExactlyOnce);
        worker.Faults.OfCall = ProducerFaults.Once(call, ProducerFaults.Error(kind, "INVALID_TXN_STATE"));
        CopiesAll(worker);
    }

    [Test]
    public void A_commit_whose_answer_is_lost_is_not_done_again()
    {
        using var worker = Copying(ProcessingGuarantee.ExactlyOnce);
        worker.Faults.ActsFirst = true;
        worker.Faults.OfCall = ProducerFaults.Once("commit", ProducerFaults.Error(ClientErrorKind.Retriable, "_TIMED_OUT"));
        CopiesAll(worker);
    }

    [Test]
    public void An_abort_that_did_not_end_cleanly_is_the_last_call_of_its_producer()
    {
        var failed = false;
        using var worker = new SteppedWorker(
            builder => builder.Stream<string, string>("in").Peek((_, value) => ThrowOnce(value, ref failed)).To("out"),
            options => options with { Guarantee = ProcessingGuarantee.ExactlyOnce });
        worker.Faults.OfCall = ProducerFaults.Once("abort", ProducerFaults.Error(ClientErrorKind.Abortable, "INVALID_PRODUCER_ID_MAPPING"));
        CopiesAll(worker);
    }

    [Test]
    public void An_abort_that_ended_cleanly_keeps_its_producer()
    {
        var failed = false;
        using var worker = new SteppedWorker(
            builder => builder.Stream<string, string>("in").Peek((_, value) => ThrowOnce(value, ref failed)).To("out"),
            options => options with { Guarantee = ProcessingGuarantee.ExactlyOnce });
        worker.Write("in", 0, "a", "b");
        worker.RunUntil(() => worker.Committed("in", 0) == 2, "both are copied");
        worker.Faults.Producers.Should().Be(1);
        worker.Read("out").Should().Equal("a", "b");
    }

    [TestCase("OUT_OF_ORDER_SEQUENCE_NUMBER")]
    [TestCase("UNKNOWN_PRODUCER_ID")]
    [TestCase("_GAPLESS_GUARANTEE")]
    public void At_least_once_a_producer_that_lost_its_sequence_is_replaced(string code)
    {
        using var worker = Copying(ProcessingGuarantee.AtLeastOnce);
        worker.Faults.OfDelivery = ProducerFaults.Once("out", ProducerFaults.Error(ClientErrorKind.ClientLost, code));
        CopiesAll(worker, mayRepeat: true);
    }

    [Test]
    public void A_transactional_id_that_is_not_to_be_had_is_given_up_for_another()
    {
        using var worker = Copying(ProcessingGuarantee.ExactlyOnce);
        worker.Write("in", 0, "a");
        worker.RunUntil(() => worker.Committed("in", 0) == 1, "the first is copied");
        var commit = ProducerFaults.Once("commit", ProducerFaults.Error(ClientErrorKind.Abortable, "INVALID_TXN_STATE"));
        var init = ProducerFaults.Once("init", ProducerFaults.Error(ClientErrorKind.Retriable, "CONCURRENT_TRANSACTIONS"));
        worker.Faults.OfCall = call => commit(call) ?? init(call);
        worker.Write("in", 0, "b");
        worker.RunUntil(() => worker.Committed("in", 0) == 2, "the second is copied");
        worker.Faults.Consumers.Should().Be(1);
        worker.Faults.TransactionalIds.Should().HaveCount(3);
        worker.Faults.TransactionalIds[1].Should().Be(worker.Faults.TransactionalIds[0]);
        worker.Faults.TransactionalIds[2].Should().NotBe(worker.Faults.TransactionalIds[0]);
        worker.Read("out").Should().Equal("a", "b");
    }

    [Test]
    public void A_transactional_id_that_somebody_else_has_taken_is_left_to_them()
    {
        using var worker = Copying(ProcessingGuarantee.ExactlyOnce);
        worker.Write("in", 0, "a");
        worker.RunUntil(() => worker.Committed("in", 0) == 1, "the first is copied");
        using var client = worker.Cluster.CreateClient();
        using var other = client.CreateProducer(new ProducerSettings { ClientId = "other", TransactionalId = worker.Faults.TransactionalIds[0] });
        other.InitTransactions(TimeSpan.FromSeconds(1));
        worker.Write("in", 0, "b");
        worker.RunUntil(() => worker.Committed("in", 0) == 2, "the second is copied");
        other.Invoking(it => it.BeginTransaction()).Should().NotThrow();
        other.Invoking(it => it.CommitTransaction(TimeSpan.FromSeconds(1))).Should().NotThrow("it was not fenced in return");
        worker.Read("out").Should().Equal("a", "b");
    }

    [Test]
    public void Two_instances_of_the_same_name_settle_and_do_not_shut_each_other_out_without_end()
    {
        using var one = new SteppedWorker(
            builder => builder.Stream<string, string>("in").To("out"),
            options => options with { Guarantee = ProcessingGuarantee.ExactlyOnce, ProcessId = new Guid("11111111-0000-0000-0000-000000000000") });
        using var other = one.Another();
        var written = 0;
        other.RunUntil(
            () =>
            {
                one.Step();
                one.Write("in", written % 2, $"{written++}");
                return written >= 500;
            },
            "both work side by side");
        other.RunUntil(
            () =>
            {
                one.Step();
                return one.Committed("in", 0) + one.Committed("in", 1) == written;
            },
            "all is done");

        (one.Faults.Producers + other.Faults.Producers).Should().BeLessThan(6);
        one.Read("out").Should().HaveCount(written).And.OnlyHaveUniqueItems();
    }

    [Test]
    public void A_new_producer_that_cannot_be_had_at_once_is_tried_for_with_new_clients()
    {
        using var worker = Copying(ProcessingGuarantee.ExactlyOnce);
        worker.Write("in", 0, "a");
        worker.RunUntil(() => worker.Committed("in", 0) == 1, "the first is copied");
        var commit = ProducerFaults.Once("commit", ProducerFaults.Error(ClientErrorKind.Abortable, "INVALID_TXN_STATE"));
        var init = ProducerFaults.Once("init", ProducerFaults.Error(ClientErrorKind.Retriable, "_TIMED_OUT"));
        var second = ProducerFaults.Once("init", ProducerFaults.Error(ClientErrorKind.Retriable, "_TIMED_OUT"));
        worker.Faults.OfCall = call => commit(call) ?? init(call) ?? second(call);
        worker.Write("in", 0, "b");
        worker.RunUntil(() => worker.Committed("in", 0) == 2, "the second is copied");
        worker.Faults.Consumers.Should().Be(2);
        worker.Read("out").Should().Equal("a", "b");
    }

    [Test]
    public void An_error_of_the_configuration_stops_the_worker_and_asks_nobody()
    {
        using var worker = Copying(ProcessingGuarantee.AtLeastOnce);
        worker.Faults.OfDelivery = _ => ProducerFaults.Error(ClientErrorKind.Fatal, "TOPIC_AUTHORIZATION_FAILED");
        worker.Write("in", 0, "a");
        worker.Invoking(it => it.RunUntil(() => false, "it fails")).Should().Throw<ProductionException>().WithMessage("*TOPIC_AUTHORIZATION_FAILED*");
        _asked.Should().BeEmpty();
    }

    private static void ThrowOnce(string value, ref bool failed)
    {
        if (value == "b" && !failed)
        {
            failed = true;
            throw new TaskCorruptedException("The test starts the task again.", new InvalidOperationException());
        }
    }

    /// <summary>Copies records over a producer that fails once, and sees that nobody else noticed.</summary>
    private void CopiesAll(SteppedWorker worker, bool mayRepeat = false)
    {
        worker.Write("in", 0, "a", "b");
        worker.Write("in", 1, "c");
        worker.RunUntil(() => worker.Committed("in", 0) == 2 && worker.Committed("in", 1) == 1, "all are copied");

        worker.Faults.Producers.Should().Be(2);
        worker.Faults.Consumers.Should().Be(1, "the group must not be told");
        worker.Log.Lines.Count(line => line.Contains("was assigned")).Should().Be(1);
        var copies = worker.Read("out");
        (mayRepeat ? copies.Distinct() : copies).Should().BeEquivalentTo(["a", "b", "c"]);
        _asked.Should().BeEmpty();
    }

    private SteppedWorker Copying(ProcessingGuarantee guarantee, ExceptionHandler? handler = null) => new(
        builder => builder.Stream<string, string>("in").To("out"),
        options => options with
        {
            Guarantee = guarantee,
            ProductionExceptionHandler = handler ?? ((context, _) =>
            {
                _asked.Add(context);
                return ExceptionResponse.Continue;
            }),
        });
}
