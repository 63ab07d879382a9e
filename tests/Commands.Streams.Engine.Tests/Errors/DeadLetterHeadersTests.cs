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
            "__streams.errors.offset");
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
}
