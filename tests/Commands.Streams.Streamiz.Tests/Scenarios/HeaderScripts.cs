using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;
using static Commands.Streams.Tests.Support.Some;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>Reply addresses in every form, dialects of other frameworks, and headers that nobody expects.</summary>
public static class HeaderScripts
{
    private static readonly byte[] BinaryId = [.. Enumerable.Range(1, 16).Select(number => (byte)number)];

    private static readonly CommandProfile OwnDialect =
        new() { CorrelationIdHeader = "x-request", ReplyTopicHeader = "x-answer-to", ReplyPartitionHeader = "x-partition" };

    public static IEnumerable<CommandScript> All =>
    [
        Script("reply topic", Correlation("c-1"), Header(CommandHeaders.ReplyTopic, "dispatch_receipts.orders")),
        Script("reply topic, the stream's own", Correlation("c-1"), Header(CommandHeaders.ReplyTopic, "dispatch_receipts")),
        Script("reply topic, not allowed", Correlation("c-1"), Header(CommandHeaders.ReplyTopic, "payroll")),
        Script("reply topic, the command topic", Correlation("c-1"), Header(CommandHeaders.ReplyTopic, "dispatch_products")),
        Script("reply topic, no name", Correlation("c-1"), Header(CommandHeaders.ReplyTopic, "a b\u0000")),
        Script("reply partition", Correlation("c-1"), new Header(CommandHeaders.ReplyPartition, [0, 0, 0, 0])),
        Script("reply partition in digits", Correlation("c-1"), Header(CommandHeaders.ReplyPartition, "0")),
        Script("reply partition that is not there", Correlation("c-1"), new Header(CommandHeaders.ReplyPartition, [0, 0, 0, 99])),
        Script("reply partition that is none", Correlation("c-1"), Header(CommandHeaders.ReplyPartition, "many")),
        Script(
            "Spring",
            new Header(CommandHeaders.CorrelationId, BinaryId),
            Header(CommandHeaders.ReplyTopic, "dispatch_receipts.orders"),
            new Header(CommandHeaders.ReplyPartition, [0, 0, 0, 0])),
        Script(
            "Quarkus",
            Header("REPLY_CORRELATION_ID", "q-1"), Header("REPLY_TOPIC", "dispatch_receipts.orders"), new Header("REPLY_PARTITION", [0, 0, 0, 0])),
        Script("CloudEvents", Header("ce_specversion", "1.0"), Header("ce_id", "e-1"), Header("ce_type", "dispatch"), Correlation("c-1")),
        new(
            "own dialect",
            () => Answering(Some.Commands.WithProfile(OwnDialect)).ForEach(Receipt),
            Command(1, "a", Header("x-request", "o-1"), Header("x-answer-to", "dispatch_receipts.orders"), Header("x-partition", "0"))),
        Script("ids", Header(CommandHeaders.CommandId, "id-1"), Correlation("c-1")),
        Script("ids too long", Header(CommandHeaders.CommandId, new string('i', 5000)), Correlation(new string('c', 5000))),
        Script("repeated headers", Correlation("first"), Header("note", "1"), Header("note", "2"), Header("note", "1"), Correlation("last")),
        Script("empty and null headers", new Header("empty", []), new Header("null", null), new Header(CommandHeaders.CorrelationId, null)),
        Script("correlation id without bytes", new Header(CommandHeaders.CorrelationId, [])),
        Script("trace", Correlation("c-1"), Header(CommandHeaders.TraceParent, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")),
        Script("headers in other alphabets", Header("Straße", "Ärger"), new Header("bytes", [0, 255, 128, 10]), Correlation("c-1")),
        Script("headers of an earlier dead letter", Header("__streams.errors.topic", "other"), Header("kafka_dlt-original-topic", "other"), Correlation("c-1")),
    ];

    /// <summary>One command to be answered, one that fails, and one that cannot be read, all with the same headers.</summary>
    private static CommandScript Script(string name, params Header[] headers) => new(
        name,
        () =>
            Answering(Some.Commands).DeadLetterTo(DeadLetters)
                .ForEach(command => command.Value == "fail" ? throw new InvalidOperationException("No.") : Receipt(command)),
        Command(1, "a", headers),
        Command(2, "fail", headers),
        Command(3, "unreadable", headers) with { Key = [1] });

    private static CommandTopology<long, string, string> Answering(CommandStream<long, string> commands) =>
        new CommandTopology<long, string>(commands).Respond(Responses);
}
