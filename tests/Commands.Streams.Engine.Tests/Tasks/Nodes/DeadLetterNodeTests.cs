using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Tasks.Nodes;

public sealed class DeadLetterNodeTests
{
    private static readonly byte[] Key = [0xFF, 0x00, 0xC3];
    private static readonly byte[] Value = [0xC3, 0x28, 0x00];

    [Test]
    public void A_failed_record_is_written_as_it_was_read_and_others_are_not()
    {
        using var bench = Start();
        bench.Add(
            "in",
            new TestRecord(7, Key, Value, 1234) { Headers = Headers.Empty.Add("own", "kept") },
            TestRecord.Text(8, "k", "fine"),
            new TestRecord(9, null, null));
        bench.Run();

        bench.Producer.Sent.Should().HaveCount(2);
        var letter = bench.Producer.Sent[0];
        letter.Topic.Should().Be("dlt");
        letter.Key.Should().Equal(Key);
        letter.Value.Should().Equal(Value);
        letter.Timestamp.Should().Be(bench.Now, "its own time could be older than the topic's retention");
        letter.Headers.Last(DeadLetterHeaders.SpringTimestamp).Should().Equal(0, 0, 0, 0, 0, 0, 0x04, 0xD2);
        letter.Headers.LastText("own").Should().Be("kept");
        letter.Headers.LastText(DeadLetterHeaders.Message).Should().Be("not fine");
        letter.Headers.LastText(DeadLetterHeaders.Offset).Should().Be("7");
        letter.Headers.LastText(DeadLetterHeaders.SpringConsumerGroup).Should().Be("app");
        bench.Producer.Sent[1].Key.Should().BeNull();
        bench.Producer.Sent[1].Value.Should().BeNull();
        bench.Task.Metrics.DeadLetters.Should().Be(2);
        bench.Commit().Single().Offset.Should().Be(10);
    }

    [Test]
    public void The_bytes_are_those_of_its_record_where_a_handler_ended_later()
    {
        var gates = new Dictionary<long, TaskCompletionSource<string?>> { [0] = new(), [1] = new() };
        var builder = new StreamsBuilder();
        builder.Stream<string, string?>("in")
            .MapValuesAsync((record, _) => new ValueTask<string?>(gates[record.Timestamp].Task), AsyncOptions.WithConcurrency(2))
            .ToDeadLetter("dlt", Judge);
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Add("in", TestRecord.Text(0, "a", "first", 0), TestRecord.Text(1, "b", "second", 1));
        bench.Run();
        gates[1].SetResult("bad");
        bench.Run();
        gates[0].SetResult("bad");
        bench.Run();

        bench.Producer.Sent.Select(letter => Encoding.UTF8.GetString(letter.Value!)).Should().Equal("second", "first");
    }

    [Test]
    public void One_that_cannot_be_written_fails_the_task_whatever_the_handlers_say()
    {
        using var bench = Start();
        bench.Producer.Refuse = _ => new ClientException(ClientErrorKind.Fatal, "TOO_LARGE", "too large");
        bench.Invoking(it => it.Pipe("in", 4, "k", "bad")).Should().Throw<ProductionException>()
            .WithMessage("The dead letter for record in-0@4 could not be written to topic 'dlt': too large");
    }

    [TestCase(100_000, null)]
    [TestCase(5_000, "stacktrace")]
    [TestCase(2_600, "stacktrace,headers")]
    [TestCase(1_200, "stacktrace,headers,value")]
    [TestCase(700, "stacktrace,headers,value,key")]
    public void One_that_is_too_large_is_written_in_the_nearest_form_that_is_taken_and_says_so(int limit, string? omitted)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string?>("in").ToDeadLetter("dlt", _ => Thrown(new string('€', 500)));
        using var bench = new TaskBench(builder.Build()).Assign("in");
        bench.Producer.Refuse = record => Size(record) > limit ? new ClientException(ClientErrorKind.RecordRefused, "MSG_SIZE_TOO_LARGE", "too large") : null;

        bench.Add("in", new TestRecord(7, new byte[500], new byte[1_500]) { Headers = Headers.Empty.Add("own", new string('o', 1_200)) });
        bench.Run();

        var letter = bench.Producer.Sent.Should().ContainSingle().Subject;
        letter.Headers.LastText(DeadLetterHeaders.Omitted).Should().Be(omitted);
        letter.Headers.LastText(DeadLetterHeaders.Topic).Should().Be("in");
        letter.Headers.LastText(DeadLetterHeaders.Offset).Should().Be("7");
        letter.Headers.LastText(DeadLetterHeaders.Message).Should().StartWith("€€€");
        letter.Headers.Contains("own").Should().Be(limit >= 5_000);
        (letter.Value is not null).Should().Be(limit >= 2_600);
        (letter.Key is not null).Should().Be(limit >= 1_200);
        bench.Commit().Single().Offset.Should().Be(8);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void One_that_is_refused_on_its_way_is_written_in_another_form_when_the_work_is_done_again(bool isTransactional)
    {
        using var bench = Start(isTransactional);
        bench.Add("in", new TestRecord(4, Key, new byte[5_000]));
        bench.Run();
        bench.Producer.FailDelivery(bench.Producer.Sent[0], new ClientException(ClientErrorKind.RecordRefused, "MSG_SIZE_TOO_LARGE", "too large"));
        bench.WorkerProducer.Invoking(it => it.Poll()).Should().Throw<TaskFailedException>()
            .Which.Should().BeOfType(isTransactional ? typeof(ProducerLostException) : typeof(TaskCorruptedException));

        bench.Add("in", new TestRecord(5, Key, new byte[5_000]));
        bench.Run();

        bench.Producer.Sent[1].Headers.LastText(DeadLetterHeaders.Omitted).Should().NotBeNull();
        bench.Producer.Sent[1].Value.Should().HaveCount(5_000, "it fits without the stack trace");
    }

    [Test]
    public void An_exception_that_cannot_even_be_described_makes_a_dead_letter()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string?>("in").ToDeadLetter("dlt", _ => new UnspeakableException());
        using var bench = new TaskBench(builder.Build()).Assign("in");

        bench.Pipe("in", 4, "k", "bad");

        bench.Producer.Sent.Should().ContainSingle().Which.Headers.LastText(DeadLetterHeaders.Message).Should().Contain("NotSupportedException");
    }

    [Test]
    public void One_that_is_not_delivered_fails_the_task_whatever_the_handlers_say()
    {
        using var bench = Start();
        bench.Pipe("in", 4, "k", "bad");
        bench.Producer.FailDelivery(bench.Producer.Sent[0], new ClientException(ClientErrorKind.Fatal, "LOST", "lost"));
        bench.WorkerProducer.Invoking(it => it.Poll()).Should().Throw<ProductionException>();
    }

    [Test]
    public void The_description_shows_it_as_a_sink()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string?>("in").ToDeadLetter("dlt", Judge, Named.As("in-dead-letter"));
        builder.Build().Describe().ToString().Should().Contain("Sink: in-dead-letter (topic: dlt)");
    }

    private static Exception? Judge(string? value) => value == "fine" ? null : new FormatException("not fine");

    private static Exception Thrown(string message)
    {
        try
        {
            return Fail(20, message);
        }
        catch (FormatException exception)
        {
            return exception;
        }
    }

    private static Exception Fail(int depth, string message) => depth == 0 ? throw new FormatException(message) : Fail(depth - 1, message + '.');

    private static int Size(SentRecord record) =>
        (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0) + record.Headers.Sum(header => header.Name.Length + (header.Value?.Length ?? 0));

    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new NotSupportedException("No words.");
    }

    private static TaskBench Start(bool isTransactional = false)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string?>("in").ToDeadLetter("dlt", Judge);
        return new TaskBench(builder.Build(), settings => settings with
        {
            ProcessingExceptionHandler = ExceptionHandlers.Continue,
            ProductionExceptionHandler = ExceptionHandlers.Continue,
        }, isTransactional).Assign("in");
    }
}
