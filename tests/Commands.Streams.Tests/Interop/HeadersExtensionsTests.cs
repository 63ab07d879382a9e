using System.Text;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using CsCheck;

namespace Commands.Streams.Tests.Interop;

public sealed class HeadersExtensionsTests
{
    private static readonly string[] Names =
    [
        CommandHeaders.CorrelationId, CommandHeaders.CommandId, CommandHeaders.ReplyTopic, CommandHeaders.ReplyPartition, CommandHeaders.Status,
        CommandHeaders.Error, CommandHeaders.ErrorMessage, CommandHeaders.Retryable, CommandHeaders.TraceParent, CommandHeaders.Baggage,
        CommandHeaders.Deadline, CommandHeaders.Timeout, CommandHeaders.Attempt, "other",
    ];

    private static readonly Gen<byte[]?> GenValue = Gen.OneOf(
        Gen.Const((byte[]?)null),
        Gen.Byte.Array[0, 12],
        Gen.Byte.Array[0, 3000],
        Gen.String.Select(Encoding.UTF8.GetBytes));

    private static readonly Gen<Headers> GenHeaders =
        Gen.Select(Gen.Int[0, Names.Length - 1].Select(index => Names[index]), GenValue, (name, value) => new Header(name, value)).Array[0, 12]
            .Select(items => Headers.From(items));

    [Test]
    public void Any_bytes_are_read_without_an_exception_and_within_limits() => GenHeaders.Sample(headers =>
    {
        headers.GetCorrelationId()?.Bytes.Length.Should().BeInRange(1, CorrelationId.MaxLength);
        headers.GetReplyPartition()?.Should().BeGreaterThanOrEqualTo(0);
        headers.GetReplyTopic()?.Length.Should().BeInRange(1, 249);
        (headers.GetCommandError()?.Length ?? 0).Should().BeLessThanOrEqualTo(256);
        (headers.GetCommandErrorMessage()?.Length ?? 0).Should().BeLessThanOrEqualTo(1024);
        headers.GetCommandId()?.Text.Should().NotBeEmpty();
        (headers.GetCommandDeadline() ?? 0).Should().BeGreaterThanOrEqualTo(0);
        (headers.GetCommandTimeout() ?? TimeSpan.Zero).Should().BeGreaterThanOrEqualTo(TimeSpan.Zero);
        headers.GetCommandStatus();
        headers.IsCommandRetryable();
    });

    [Test]
    public void Any_command_headers_give_response_headers_with_the_ids_as_they_came() => GenHeaders.Sample(headers =>
    {
        var response = ResponseHeaders.Build(headers, CommandStatus.Failed, new CommandError("code", "message"), attempt: 2);

        response.Last(CommandHeaders.CorrelationId).Should().BeSameAs(headers.Last(CommandHeaders.CorrelationId));
        response.Last(CommandHeaders.CommandId).Should().BeSameAs(headers.Last(CommandHeaders.CommandId));
        response.GetCommandStatus().Should().Be(CommandStatus.Failed);
        response.Select(header => header.Name).Should().OnlyHaveUniqueItems();
    });

    [Test]
    public void Huge_headers_cost_no_more_than_their_limits()
    {
        var huge = new byte[10_000_000];
        var headers = Headers.From(Array.ConvertAll(Names, name => new Header(name, huge)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        headers.GetCorrelationId();
        headers.GetCommandId();
        headers.GetReplyTopic();
        headers.GetReplyPartition();
        headers.GetCommandStatus();
        headers.GetCommandError();
        headers.GetCommandErrorMessage();
        ResponseHeaders.Build(headers, CommandStatus.Completed, null, attempt: 1);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(20_000);
    }

    [Test]
    public void Last_header_of_a_name_counts()
    {
        var headers = Headers.Empty.Add(CommandHeaders.CommandId, "one").Add(CommandHeaders.CommandId, "two");

        headers.GetCommandId().Should().Be(CommandId.FromText("two"));
    }

    [Test]
    public void Reply_partition_is_read_as_four_bytes_and_as_text()
    {
        Partition([0, 0, 1, 2]).Should().Be(258);
        Partition("7"u8.ToArray()).Should().Be(7);
        Partition("1234"u8.ToArray()).Should().Be(1234);
        Partition([0, 0, 0]).Should().BeNull();
        Partition([]).Should().BeNull();
        Partition("-1"u8.ToArray()).Should().BeNull();
        Partition([255, 255, 255, 255]).Should().BeNull();
        Partition("12 "u8.ToArray()).Should().BeNull();
        Partition("99999999999"u8.ToArray()).Should().BeNull();
    }

    [Test]
    public void Every_partition_survives_both_encodings() => Gen.Int[0, 0xFFFFFF].Sample(number =>
        Partition(PartitionNumber.Encode(number)) == number && Partition(Encoding.UTF8.GetBytes($"{number}")) == number);

    [Test]
    public void Absent_status_is_completed_and_an_unknown_one_is_none()
    {
        Headers.Empty.GetCommandStatus().Should().Be(CommandStatus.Completed);
        Headers.Empty.Add(CommandHeaders.Status, "accepted").GetCommandStatus().Should().Be(CommandStatus.Accepted);
        Headers.Empty.Add(CommandHeaders.Status, "odd").GetCommandStatus().Should().BeNull();
    }

    [TestCase("not a topic")]
    [TestCase("..")]
    [TestCase("")]
    public void Reply_topic_that_cannot_be_one_is_not_read(string topic) =>
        Headers.Empty.Add(CommandHeaders.ReplyTopic, topic).GetReplyTopic().Should().BeNull();

    private static int? Partition(byte[] bytes) => Headers.Empty.Add(CommandHeaders.ReplyPartition, bytes).GetReplyPartition();
}
