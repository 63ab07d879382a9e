using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>
/// Whatever bytes, headers and times somebody writes into the command topic or the retry topics: nothing gets out of a subscriber that has a dead-letter
/// topic, and each command is handled, rejected or a dead letter, once.
/// </summary>
public sealed class HostileCommandTests
{
    private const string Id = "id";
    private const string Dlt = "dispatch_products-dlt";

    private static readonly string[] Names =
    [
        CommandHeaders.CorrelationId, CommandHeaders.ReplyTopic, CommandHeaders.ReplyPartition, CommandHeaders.CommandId, CommandHeaders.Deadline,
        CommandHeaders.Timeout, CommandHeaders.Attempt, CommandHeaders.Due, CommandHeaders.Delays, CommandHeaders.Offset, CommandHeaders.TraceParent,
        CommandHeaders.TraceState, CommandHeaders.Baggage, CommandHeaders.Type, DeadLetterHeaders.SpringTimestamp, DeadLetterHeaders.Exception,
        "kafka_nest-is-disposed", "REPLY_TOPIC", "REPLY_CORRELATION_ID", string.Empty, "\0",
    ];

    private static readonly Gen<byte[]?> AnyText = Choose<string?>(
        null, string.Empty, "0", "1", "-1", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "2147483647", "946684800000", "x", " ", "..",
        "dispatch_products", Dlt, "test-dispatch_products-retry-1", "dispatch_receipts", "dispatch_receipts.mine", "any", "a b", "ä",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", new string('x', 300)).Select(text => text is null ? null : Encoding.UTF8.GetBytes(text));

    private static readonly Gen<byte[]?> AnyBytes = Gen.Frequency(
        (6, AnyText), (1, Gen.Byte.Array[0, 40].Select(bytes => (byte[]?)bytes)), (1, Gen.Const((byte[]?)new byte[200_000])));

    private static readonly Gen<Headers> AnyHeaders = Gen.Select(Choose(Names), AnyBytes).Array[0, 8]
        .Select(items => Headers.From([.. items.Select(item => new Header(item.Item1, item.Item2))]));

    private static readonly Gen<byte[]?> AnyKey = Gen.OneOf(
        Gen.Const((byte[]?)null), Gen.Byte[0, 2].Select(last => (byte[]?)[0, 0, 0, 0, 0, 0, 0, last]), Gen.Byte.Array[0, 12].Select(bytes => (byte[]?)bytes));

    private static readonly Gen<byte[]?> AnyValue = Gen.OneOf(
        Choose<string?>(null, "fine", "fails", "fails once", "rejected", "invalid", "breaks the rules", string.Empty)
            .Select(text => text is null ? null : Encoding.UTF8.GetBytes(text)),
        Gen.Byte.Array[0, 12].Select(bytes => (byte[]?)bytes));

    private static readonly Gen<long> AnyTime = Gen.Frequency(
        (4, Gen.Const(946_684_800_000)), (1, Choose(-1L, long.MinValue, 0L, 1L, long.MaxValue, 4_102_444_800_000L)));

    private static readonly Gen<string> AnyTopic = Gen.Frequency(
        (5, Gen.Const("dispatch_products")), (1, Gen.Const("test-dispatch_products-retry-1")), (1, Gen.Const("test-dispatch_products-retry-2")));

    [Test]
    public void Nothing_that_is_written_ends_a_subscriber_or_is_passed_over() => Gen.Select(
        Gen.Select(AnyTopic, AnyKey, AnyValue, AnyHeaders, AnyTime).Array[1, 12], Gen.Enum<RetryOrder>(), Gen.Int[1, 3], Gen.Bool, Gen.Bool)
        .Sample(
            (records, order, concurrency, asynchronous, accepting) =>
            {
                var ends = new List<string>();
                var clock = new ManualTimeProvider();
                var topology = Build(order, concurrency, asynchronous, accepting, clock, ends);
                using var driver = new TopologyTestDriver(topology, new TopologyTestDriverOptions { TimeProvider = clock });
                for (var number = 0; number < records.Length; number++)
                {
                    var (topic, key, value, headers, time) = records[number];
                    driver.CreateInputTopic<byte[]?, byte[]?>(topic, Serdes.ByteArray!, Serdes.ByteArray!)
                        .Pipe(key, value, time, headers.Add(Id, $"{number}"));
                }

                driver.AdvanceWallClock(TimeSpan.FromHours(1));
                driver.AdvanceWallClock(TimeSpan.FromHours(1));

                var letters = driver.CreateOutputTopic<byte[], byte[]>(Dlt, Serdes.ByteArray, Serdes.ByteArray).ReadRecordsToList();
                ends.AddRange(letters.Select(letter => letter.Headers.LastText(Id)!));
                ends.Should().OnlyHaveUniqueItems();
                driver.CommittedOffsets.Where(pair => pair.Key.Topic == "dispatch_products").Sum(pair => pair.Value.Offset)
                    .Should().Be(records.Count(record => record.Item1 == "dispatch_products"));
                for (var number = 0; number < records.Length; number++)
                {
                    var (_, _, value, headers, _) = records[number];
                    if (!ends.Contains($"{number}"))
                    {
                        IsRefused(value, headers).Should().BeTrue("record {0} must be somewhere", number);
                    }
                }
            },
            iter: 400);

    private static Gen<T> Choose<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>Whether the command may rightly be answered, or not even that, without being handled.</summary>
    private static bool IsRefused(byte[]? value, Headers headers) =>
        (value is not null && Encoding.UTF8.GetString(value) is ("rejected" or "invalid"))
        || headers.Any(header => header.Name is CommandHeaders.Deadline or CommandHeaders.Timeout or CommandHeaders.ReplyTopic or "REPLY_TOPIC");

    private static Topology Build(RetryOrder order, int concurrency, bool asynchronous, bool accepting, TimeProvider clock, List<string> ends)
    {
        var tried = new HashSet<string>();
        var subscriber = new CommandTopology<long, string>(CommandStream.Define("dispatch_products", Serdes.Int64, new StrictSerde(), partitions: 1))
            .Validate(command => command.Value switch
            {
                "invalid" => "It is invalid.",
                "breaks the rules" => throw new InvalidCastException("No such rule."),
                _ => null,
            })
            .Retry(2, Backoff.Constant(TimeSpan.FromSeconds(1)))
            .RetryLater(order, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5))
            .DeadLetterTo(Dlt)
            .OnFailure((command, exception) => command.Value.Length > 5 ? throw exception : CommandFailure.DeadLetter)
            .Concurrency(concurrency)
            .Respond(Warehouse.Responses)
            .AllowReplyTo("*");
        subscriber = accepting ? subscriber.SendAccepted() : subscriber;
        return asynchronous
            ? subscriber.ForEach(async (command, stopping) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), clock, stopping);
                return Handle(command);
            }).Build()
            : subscriber.ForEach(command => Handle(command)).Build();

        string? Handle(Command<long, string> command)
        {
            var id = command.Headers.LastText(Id)!;
            switch (command.Value)
            {
                case "fails":
                case "fails once" when tried.Add(id):
                    throw new InvalidOperationException("No forklift.");
                case "rejected":
                    throw new CommandRejectedException("no", "No.");
            }

            ends.Add(id);
            return command.Value;
        }
    }
}
