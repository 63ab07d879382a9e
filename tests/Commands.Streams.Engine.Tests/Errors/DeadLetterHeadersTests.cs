using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Errors;

public sealed class DeadLetterHeadersTests
{
    private readonly ErrorContext _context = new()
    {
        Stage = ErrorStage.Processing,
        TaskId = new TaskId(0, 1),
        Node = "node",
        Topic = "in",
        Partition = 1,
        Offset = 42,
        Timestamp = 1_700_000_000_123,
        TimestampType = TimestampType.LogAppendTime,
        ApplicationId = "warehouse",
        Headers = Headers.Empty.Add("own", "kept"),
    };

    [Test]
    public void The_headers_of_the_record_come_first_then_what_went_wrong()
    {
        var headers = DeadLetterHeaders.Build(_context, new FormatException("no number"));
        headers.Select(header => header.Name).Should().Equal(
            "own",
            "__streams.errors.exception",
            "__streams.errors.message",
            "__streams.errors.stacktrace",
            "__streams.errors.topic",
            "__streams.errors.partition",
            "__streams.errors.offset",
            "kafka_dlt-exception-fqcn",
            "kafka_dlt-exception-message",
            "kafka_dlt-exception-stacktrace",
            "kafka_dlt-original-topic",
            "kafka_dlt-original-partition",
            "kafka_dlt-original-offset",
            "kafka_dlt-original-timestamp",
            "kafka_dlt-original-timestamp-type",
            "kafka_dlt-original-consumer-group");
        headers.LastText(DeadLetterHeaders.Exception).Should().Be("System.FormatException");
        headers.LastText(DeadLetterHeaders.Message).Should().Be("no number");
        headers.LastText(DeadLetterHeaders.StackTrace).Should().BeEmpty();
        headers.LastText(DeadLetterHeaders.Topic).Should().Be("in");
        headers.LastText(DeadLetterHeaders.Partition).Should().Be("1");
        headers.LastText(DeadLetterHeaders.Offset).Should().Be("42");
    }

    [Test]
    public void A_long_message_is_cut_between_characters()
    {
        var headers = DeadLetterHeaders.Build(_context, new FormatException(new string('€', 1_000)));
        headers.Last(DeadLetterHeaders.Message)!.Length.Should().Be(1_023);
        headers.LastText(DeadLetterHeaders.Message).Should().Be(new string('€', 341));
    }

    [Test]
    public void Springs_headers_have_its_encodings()
    {
        var headers = DeadLetterHeaders.Build(_context, new FormatException("no number"));
        headers.LastText(DeadLetterHeaders.SpringException).Should().Be("System.FormatException");
        headers.LastText(DeadLetterHeaders.SpringMessage).Should().Be("no number");
        headers.LastText(DeadLetterHeaders.SpringStackTrace).Should().BeEmpty();
        headers.LastText(DeadLetterHeaders.SpringTopic).Should().Be("in");
        headers.Last(DeadLetterHeaders.SpringPartition).Should().Equal(0, 0, 0, 1);
        headers.Last(DeadLetterHeaders.SpringOffset).Should().Equal(0, 0, 0, 0, 0, 0, 0, 42);
        headers.Last(DeadLetterHeaders.SpringTimestamp).Should().Equal(0x00, 0x00, 0x01, 0x8B, 0xCF, 0xE5, 0x68, 0x7B);
        headers.LastText(DeadLetterHeaders.SpringTimestampType).Should().Be("LogAppendTime");
        headers.LastText(DeadLetterHeaders.SpringConsumerGroup).Should().Be("warehouse");
    }

    [Test]
    public void What_is_not_known_is_left_out()
    {
        var headers = DeadLetterHeaders.Build(_context with { TimestampType = TimestampType.Unknown, ApplicationId = null }, new FormatException());
        headers.Contains(DeadLetterHeaders.SpringTimestampType).Should().BeFalse();
        headers.Contains(DeadLetterHeaders.SpringConsumerGroup).Should().BeFalse();
    }

    [Test]
    public void Headers_of_an_earlier_dead_letter_are_replaced()
    {
        var once = DeadLetterHeaders.Build(_context, new FormatException("first"));
        var twice = DeadLetterHeaders.Build(_context with { Headers = once }, new FormatException("second"));
        twice.Should().HaveCount(once.Count);
        twice.LastText(DeadLetterHeaders.SpringMessage).Should().Be("second");
    }

    [Test]
    public void All_together_stay_within_8_KiB()
    {
        var longest = new string('x', 10_000);
        var context = _context with { Topic = new string('t', 249), ApplicationId = longest, Headers = Headers.Empty };
        var headers = DeadLetterHeaders.Build(context, new LongException(longest));
        headers.Sum(header => header.Name.Length + header.Value!.Length).Should().BeInRange(7_000, 8 * 1024);
    }

    private sealed class LongException(string text) : Exception(text)
    {
        public override string? StackTrace => Message;
    }
}
