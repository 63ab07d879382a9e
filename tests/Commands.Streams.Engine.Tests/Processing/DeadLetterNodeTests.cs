using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Processing;

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
        letter.Timestamp.Should().Be(1234);
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

    [Test]
    public void One_that_is_not_delivered_fails_the_task_whatever_the_handlers_say()
    {
        using var bench = Start();
        bench.Pipe("in", 4, "k", "bad");
        bench.Producer.FailDelivery(bench.Producer.Sent[0], new ClientException(ClientErrorKind.Fatal, "LOST", "lost"));
        bench.StreamsProducer.Invoking(it => it.Poll()).Should().Throw<ProductionException>();
    }

    [Test]
    public void The_description_shows_it_as_a_sink()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string?>("in").ToDeadLetter("dlt", Judge, Named.As("in-dead-letter"));
        builder.Build().Describe().ToString().Should().Contain("Sink: in-dead-letter (topic: dlt)");
    }

    private static Exception? Judge(string? value) => value == "fine" ? null : new FormatException("not fine");

    private static TaskBench Start()
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string?>("in").ToDeadLetter("dlt", Judge);
        return new TaskBench(builder.Build(), settings => settings with
        {
            ProcessingExceptionHandler = ExceptionHandlers.Continue,
            ProductionExceptionHandler = ExceptionHandlers.Continue,
        }).Assign("in");
    }
}
