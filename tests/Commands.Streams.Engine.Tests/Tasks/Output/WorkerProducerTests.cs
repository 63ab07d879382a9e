using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Tasks.Output;

public sealed class WorkerProducerTests
{
    private static readonly ClientException Lost = new(ClientErrorKind.Retriable, "_MSG_TIMED_OUT", "not acknowledged");

    private readonly List<ErrorContext> _errors = [];

    [Test]
    public void A_delivery_that_fails_later_is_put_before_the_production_handler_of_its_sink()
    {
        using var bench = Copying(ExceptionResponse.Continue);
        bench.Pipe("in", 0, "k", "v");
        bench.Producer.FailDelivery(bench.Producer.Sent[0], Lost);
        bench.WorkerProducer.Poll();

        _errors.Should().ContainSingle();
        _errors[0].Node.Should().Be("KSTREAM-SINK-0000000001");
        _errors[0].OutputTopic.Should().Be("out");
        _errors[0].RawValue.Should().Equal("v"u8.ToArray());
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_record_that_is_refused_on_its_way_is_put_before_the_handler_when_the_work_is_done_again(bool isTransactional)
    {
        using var bench = Copying(ExceptionResponse.DeadLetter("dlt"), isTransactional);
        bench.Pipe("in", 0, "k", "v", timestamp: 77);
        bench.Producer.FailDelivery(bench.Producer.Sent[0], new ClientException(ClientErrorKind.RecordRefused, "INVALID_TIMESTAMP", "too far ahead"));
        bench.WorkerProducer.Invoking(it => it.Poll()).Should().Throw<TaskFailedException>()
            .Which.Should().BeOfType(isTransactional ? typeof(ProducerLostException) : typeof(TaskCorruptedException));
        _errors.Should().BeEmpty();

        bench.Pipe("in", 1, "k", "v", timestamp: 77);
        bench.Pipe("in", 2, "k", "v", timestamp: 78);

        _errors.Should().ContainSingle();
        bench.Producer.Sent.Select(record => record.Topic).Should().Equal("out", "dlt", "out");
    }

    [Test]
    public void Failures_behind_one_that_fails_the_task_are_not_forgotten()
    {
        using var bench = Copying(ExceptionResponse.Fail);
        bench.Pipe("in", 0, "k", "first");
        bench.Pipe("in", 1, "k", "second");
        bench.Producer.Sent.ForEach(record => bench.Producer.FailDelivery(record, Lost));
        bench.WorkerProducer.Invoking(it => it.Poll()).Should().Throw<ProductionException>();
        bench.WorkerProducer.Invoking(it => it.Flush(TimeSpan.FromSeconds(1))).Should().Throw<ProductionException>();
        _errors.Should().HaveCount(2);
        bench.WorkerProducer.Flush(TimeSpan.FromSeconds(1)).Should().BeTrue();
    }

    [Test]
    public void A_full_queue_is_waited_for()
    {
        using var bench = Copying(ExceptionResponse.Fail);
        bench.Producer.TimesFull = 3;
        bench.Pipe("in", 0, "k", "v");
        bench.Producer.Values.Should().Equal("v");
    }

    [Test]
    public void A_refused_record_may_become_a_dead_letter()
    {
        using var bench = Copying(ExceptionResponse.DeadLetter("dlt"));
        bench.Producer.Refuse = record => record.Topic == "out" ? new ClientException(ClientErrorKind.RecordRefused, "TOO_LARGE", "too large") : null;
        bench.Pipe("in", 4, "k", "v");
        var letter = bench.Producer.Sent.Should().ContainSingle().Subject;
        letter.Topic.Should().Be("dlt");
        letter.Headers.LastText(DeadLetterHeaders.Topic).Should().Be("in");
        letter.Headers.LastText(DeadLetterHeaders.Offset).Should().Be("4");
        letter.Headers.LastText(DeadLetterHeaders.Message).Should().Be("too large");
    }

    [Test]
    public void A_dead_letter_that_cannot_be_written_fails_the_task()
    {
        using var bench = Copying(ExceptionResponse.DeadLetter("dlt"));
        bench.Producer.Refuse = _ => new ClientException(ClientErrorKind.RecordRefused, "TOO_LARGE", "too large");
        bench.Invoking(it => it.Pipe("in", 4, "k", "v")).Should().Throw<ProductionException>()
            .WithMessage("The dead letter for record in-0@4 could not be written to topic 'dlt': too large");
    }

    [Test]
    public void A_dead_letter_that_cannot_be_written_for_the_moment_starts_the_task_again()
    {
        using var bench = Copying(ExceptionResponse.DeadLetter("dlt"));
        bench.Producer.Refuse = record => record.Topic == "dlt"
            ? new ClientException(ClientErrorKind.Retriable, "_TRANSPORT", "the leader is away")
            : new ClientException(ClientErrorKind.RecordRefused, "TOO_LARGE", "too large");
        bench.Invoking(it => it.Pipe("in", 4, "k", "v")).Should().Throw<TaskCorruptedException>()
            .WithMessage("The dead letter for record in-0@4 could not be written to topic 'dlt': the leader is away");
    }

    [Test]
    public void A_fenced_producer_is_never_asked_about()
    {
        using var bench = Copying(ExceptionResponse.Continue);
        bench.Producer.Refuse = _ => new ClientException(ClientErrorKind.Fenced, "FENCED", "another took over");
        bench.Invoking(it => it.Pipe("in", 0, "k", "v")).Should().Throw<TaskMigratedException>();
        _errors.Should().BeEmpty();
    }

    [TestCase(ClientErrorKind.Abortable)]
    [TestCase(ClientErrorKind.ClientLost)]
    public void An_error_of_the_producer_is_never_asked_about(ClientErrorKind kind)
    {
        using var bench = Copying(ExceptionResponse.Continue);
        bench.Producer.Refuse = record => record.ValueText == "at once" ? new ClientException(kind, "UNKNOWN_PRODUCER_ID", "forgotten") : null;
        bench.Pipe("in", 0, "k", "later");
        bench.Producer.FailDelivery(bench.Producer.Sent[0], new ClientException(kind, "UNKNOWN_PRODUCER_ID", "forgotten"));
        bench.WorkerProducer.Invoking(it => it.Poll()).Should().Throw<ProducerLostException>()
            .WithMessage("A record that sink 'KSTREAM-SINK-0000000001' of task 0_0 wrote to topic 'out' was not delivered: forgotten");
        bench.Invoking(it => it.Pipe("in", 1, "k", "at once")).Should().Throw<ProducerLostException>();
        _errors.Should().BeEmpty();
    }

    [Test]
    public void A_dead_letter_of_a_producer_that_is_lost_is_written_again()
    {
        using var bench = Copying(ExceptionResponse.DeadLetter("dlt"));
        bench.Producer.Refuse = record => record.Topic == "out" ? new ClientException(ClientErrorKind.RecordRefused, "TOO_LARGE", "too large") : null;
        bench.Pipe("in", 0, "k", "v");
        bench.Producer.FailDelivery(bench.Producer.Sent[0], new ClientException(ClientErrorKind.ClientLost, "UNKNOWN_PRODUCER_ID", "forgotten"));
        bench.WorkerProducer.Invoking(it => it.Poll()).Should().Throw<ProducerLostException>();
    }

    [Test]
    public void An_error_of_the_configuration_stops_the_task_whatever_the_handler_says()
    {
        using var bench = Copying(ExceptionResponse.Continue);
        bench.Producer.Refuse = _ => new ClientException(ClientErrorKind.Fatal, "TOPIC_AUTHORIZATION_FAILED", "not allowed");
        bench.Invoking(it => it.Pipe("in", 0, "k", "v")).Should().Throw<ProductionException>()
            .WithMessage("Sink 'KSTREAM-SINK-0000000001' of task 0_0 could not write to topic 'out' (record in-0@0): not allowed");
        _errors.Should().BeEmpty();
    }

    [Test]
    public void A_record_that_is_refused_at_once_can_be_skipped_inside_a_transaction()
    {
        using var bench = Copying(ExceptionResponse.Continue, isTransactional: true);
        bench.Producer.Refuse = record => record.ValueText == "bad" ? new ClientException(ClientErrorKind.RecordRefused, "TOO_LARGE", "too large") : null;
        bench.Pipe("in", 0, "k", "bad");
        bench.Pipe("in", 1, "k", "good");
        bench.Producer.Values.Should().Equal("good");
    }

    [Test]
    public void A_transaction_begins_with_the_first_record_and_ends_with_the_commit()
    {
        using var bench = Copying(ExceptionResponse.Fail, isTransactional: true);
        bench.Producer.Transactions.Should().BeEmpty();
        bench.Pipe("in", 0, "k", "v");
        bench.Pipe("in", 1, "k", "w");
        bench.WorkerProducer.CommitTransaction(bench.Commit(), null!, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        bench.Pipe("in", 2, "k", "x");
        bench.WorkerProducer.TryAbortTransaction(TimeSpan.FromSeconds(1)).Should().BeTrue();
        bench.Producer.Transactions.Should().Equal("begin", "offsets in-0@2", "commit", "begin", "abort");
    }

    [Test]
    public void Offsets_alone_are_committed_in_a_transaction_too()
    {
        using var bench = Copying(ExceptionResponse.Fail, isTransactional: true);
        bench.WorkerProducer.CommitTransaction([new(new TopicPartition("in", 0), 3, null)], null!, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        bench.Producer.Transactions.Should().Equal("begin", "offsets in-0@3", "commit");
    }

    [Test]
    public void A_lost_delivery_inside_a_transaction_cannot_be_skipped()
    {
        using var bench = Copying(ExceptionResponse.Continue, isTransactional: true);
        bench.Pipe("in", 0, "k", "v");
        bench.Producer.FailDelivery(bench.Producer.Sent[0], Lost);
        bench.WorkerProducer.Invoking(it => it.Poll()).Should().Throw<ProductionException>();
    }

    [Test]
    public void Nothing_is_kept_of_tasks_that_are_closed()
    {
        using var bench = Copying(ExceptionResponse.Fail);
        bench.WorkerProducer.SinkCount.Should().Be(1);
        for (var i = 0; i < 100; i++)
        {
            bench.AnotherTask().Dispose();
        }

        bench.WorkerProducer.SinkCount.Should().Be(1);
    }

    [Test]
    public void A_late_failure_of_a_closed_task_is_nobodys_although_others_have_come()
    {
        using var bench = Copying(ExceptionResponse.Fail);
        bench.Pipe("in", 0, "k", "v");
        bench.Task.Dispose();
        using var other = bench.AnotherTask();
        bench.Producer.FailDelivery(bench.Producer.Sent[0], Lost);
        bench.WorkerProducer.Poll();
        _errors.Should().BeEmpty();
    }

    private TaskBench Copying(ExceptionResponse response, bool isTransactional = false)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").To("out");
        var bench = new TaskBench(
            builder.Build(),
            settings => settings with
            {
                ProductionExceptionHandler = (context, _) =>
                {
                    _errors.Add(context);
                    return response;
                },
            },
            isTransactional);
        return bench.Assign("in");
    }
}
