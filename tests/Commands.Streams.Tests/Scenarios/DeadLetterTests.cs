using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DeadLetterTests
{
    private const string Dlt = "dispatch_products-dlt";

    private static readonly byte[] Key = [0, 0, 0, 0, 0, 0, 0x2E, 0xE5];
    private static readonly byte[] Unreadable = [0xC3, 0x28, 0x00, 0xFF];

    private readonly List<string> _handled = [];

    private CommandTopology<long, string> Subscriber { get; } = new CommandTopology<long, string>(
        CommandStream.Define("dispatch_products", Serdes.Int64, new StrictSerde(), partitions: 2)).DeadLetterTo(Dlt);

    [Test]
    public void Command_that_failed_for_good_goes_there_byte_for_byte_and_the_next_is_handled([Values] bool asynchronous, [Values] bool retrying)
    {
        using var driver = new TopologyTestDriver(Build(retrying ? Subscriber.Retry(3, Backoff.None) : Subscriber, asynchronous));

        Pipe(driver, Key, "bad"u8.ToArray(), Headers.Empty.Add("mine", "kept"), 1234);
        Pipe(driver, Key, "good"u8.ToArray());

        var letter = Letters(driver).Should().ContainSingle().Subject;
        letter.Key.Should().Equal(Key);
        letter.Value.Should().Equal("bad"u8.ToArray());
        letter.Timestamp.Should().Be(driver.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        letter.Headers.Last(DeadLetterHeaders.SpringTimestamp).Should().Equal(0, 0, 0, 0, 0, 0, 0x04, 0xD2);
        letter.Headers[0].Name.Should().Be("mine");
        letter.Headers.LastText(DeadLetterHeaders.Exception).Should().Be("System.InvalidOperationException");
        letter.Headers.LastText(DeadLetterHeaders.SpringMessage).Should().Be("No forklift.");
        letter.Headers.LastText(DeadLetterHeaders.Topic).Should().Be("dispatch_products");
        letter.Headers.Last(DeadLetterHeaders.SpringOffset).Should().Equal(new byte[8]);
        letter.Headers.Last(DeadLetterHeaders.SpringPartition).Should().Equal(new byte[4]);
        letter.Headers.LastText(DeadLetterHeaders.SpringConsumerGroup).Should().Be("test");
        _handled.Should().Equal([.. Enumerable.Repeat("bad", retrying ? 3 : 1), "good"]);
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(2);
    }

    [Test]
    public void Issuer_of_a_dead_letter_is_told_that_it_failed([Values] bool asynchronous)
    {
        using var driver = new TopologyTestDriver(BuildAnswering(Subscriber.Respond(Warehouse.Responses), asynchronous));

        Pipe(driver, Key, "bad"u8.ToArray(), Warehouse.Correlated("c-1"));

        Letters(driver).Should().ContainSingle();
        var response = driver.ResponseOutput().ReadRecord();
        response.Key.Should().Be(12005);
        response.Headers.GetCommandStatus().Should().Be(CommandStatus.Failed);
        response.Headers.GetCommandError().Should().Be(CommandErrors.HandlerFailed);
        response.Headers.GetCorrelationId().Should().Be(CorrelationId.FromText("c-1"));
    }

    [Test]
    public void An_exception_of_any_size_adds_8_KiB_of_headers_at_most([Values] bool asynchronous)
    {
        var responding = Subscriber.Respond(Warehouse.Responses);
        using var driver = new TopologyTestDriver(asynchronous
            ? responding.ForEach(async (_, _) =>
            {
                await Task.Yield();
                return FailAt(500);
            }).Build()
            : responding.ForEach(_ => FailAt(500)).Build());

        Pipe(driver, Key, "bad"u8.ToArray(), Warehouse.Correlated("c-1").Add("mine", new string('m', 10_000)));

        var letter = Letters(driver).Should().ContainSingle().Subject;
        letter.Headers.Where(header => DeadLetterHeaders.IsOfDeadLetter(header.Name)).Sum(header => header.Name.Length + header.Value!.Length)
            .Should().BeInRange(6_000, 8 * 1024);
        letter.Headers.LastText(DeadLetterHeaders.Message).Should().Be(new string('€', 341));
        letter.Headers.LastText(DeadLetterHeaders.StackTrace).Should().Contain(nameof(FailAt)).And.HaveLength(2048);
        letter.Headers.LastText("mine").Should().HaveLength(10_000);
        driver.ResponseOutput().ReadRecord().Headers.GetCommandErrorMessage().Should().Be(new string('€', 341));
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(1);

        static string? FailAt(int depth) => depth > 0 ? FailAt(depth - 1) + "." : throw new InvalidOperationException(new string('€', 1_000_000));
    }

    [Test]
    public void Rejected_command_is_no_dead_letter()
    {
        using var driver = new TopologyTestDriver(Subscriber.ForEach(_ => throw new CommandRejectedException("invalid", "No.")).Build());

        Pipe(driver, Key, "bad"u8.ToArray());

        Letters(driver).Should().BeEmpty();
    }

    [TestCase("value")]
    [TestCase("key")]
    [TestCase("no key")]
    public void Command_that_cannot_be_read_goes_there_byte_for_byte_and_the_next_is_handled(string what)
    {
        var key = what switch { "key" => Unreadable, "no key" => null, _ => Key };
        var value = what == "value" ? Unreadable : "good"u8.ToArray();
        using var driver = new TopologyTestDriver(Build(Subscriber));

        Pipe(driver, key, value, Headers.Empty.Add("mine", "kept"));
        Pipe(driver, Key, "good"u8.ToArray());

        var letter = Letters(driver).Should().ContainSingle().Subject;
        letter.Key.Should().Equal(key);
        letter.Value.Should().Equal(value);
        letter.Headers[0].Name.Should().Be("mine");
        letter.Headers.Contains(DeadLetterHeaders.SpringException).Should().BeTrue();
        _handled.Should().Equal("good");
        driver.CommittedOffsets.Values.Should().ContainSingle().Which.Offset.Should().Be(2);
    }

    [TestCase("value")]
    [TestCase("key")]
    [TestCase("no key")]
    public void Issuer_of_a_command_that_cannot_be_read_is_told_so_under_the_same_key(string what)
    {
        var key = what switch { "key" => Unreadable, "no key" => null, _ => Key };
        using var driver = new TopologyTestDriver(BuildAnswering(Subscriber.Respond(Warehouse.Responses)));

        Pipe(driver, key, what == "value" ? Unreadable : "good"u8.ToArray(), Warehouse.Correlated("c-1"));

        var response = driver.CreateOutputTopic(Warehouse.Responses.Topic, Serdes.ByteArray, Serdes.ByteArray).ReadRecord();
        response.Key.Should().Equal(key);
        response.Value.Should().BeNull();
        response.Headers.GetCommandStatus().Should().Be(CommandStatus.Rejected);
        response.Headers.GetCommandError().Should().Be(CommandErrors.Invalid);
        response.Headers.GetCommandErrorMessage().Should().StartWith("The command could not be read: ");
        response.Headers.GetCorrelationId().Should().Be(CorrelationId.FromText("c-1"));
    }

    [Test]
    public void Command_that_cannot_be_read_and_has_no_correlation_id_is_not_answered()
    {
        using var driver = new TopologyTestDriver(BuildAnswering(Subscriber.Respond(Warehouse.Responses)));

        Pipe(driver, Key, Unreadable);

        driver.ResponseOutput().IsEmpty.Should().BeTrue();
        Letters(driver).Should().ContainSingle();
    }

    [Test]
    public void Without_a_topic_a_command_that_cannot_be_read_is_the_applications_matter()
    {
        var stream = CommandStream.Define("dispatch_products", Serdes.Int64, new StrictSerde(), partitions: 2);
        using var driver = new TopologyTestDriver(Build(new CommandTopology<long, string>(stream)));

        FluentActions.Invoking(() => Pipe(driver, Key, Unreadable)).Should().Throw<DeserializationException>();
    }

    [Test]
    public void Failures_may_be_told_apart([Values] bool asynchronous)
    {
        var subscriber = Subscriber.OnFailure((command, _) => command.Value == "bad" ? CommandFailure.DeadLetter : CommandFailure.Skip);
        using var driver = new TopologyTestDriver(Build(subscriber, asynchronous, failing: ["bad", "worse"]));

        Pipe(driver, Key, "worse"u8.ToArray());
        Pipe(driver, Key, "bad"u8.ToArray());

        Letters(driver).Should().ContainSingle().Which.Value.Should().Equal("bad"u8.ToArray());
    }

    [Test]
    public void Dead_letters_without_a_topic_for_them_stop_with_a_sentence_that_says_so()
    {
        using var driver = new TopologyTestDriver(Build(new CommandTopology<long, string>(Warehouse.Commands).OnFailure(CommandFailure.DeadLetter)));

        FluentActions.Invoking(() => Pipe(driver, Key, "bad"u8.ToArray()))
            .Should()
            .Throw<ProcessingException>()
            .WithMessage("*'dispatch_products'*DeadLetterTo*");
    }

    [Test]
    public void Description_shows_the_steps()
    {
        var description = BuildAnswering(Subscriber.Respond(Warehouse.Responses).Validate(_ => null)).Describe().ToString();

        string[] steps =
        [
            "read", "unreadable", "deserialize", "receive", "expiry", "validate", "handle", "dead-letter", "response", "respond",
            "dead-letter-unreadable", "response-unreadable", "respond-unreadable",
        ];
        description.Should().ContainAll(steps.Select(step => $": dispatch_products-{step} ("));
        description.Should().Contain("Sink: dispatch_products-dead-letter (topic: dispatch_products-dlt)");
    }

    [TestCase("dispatch_products")]
    [TestCase("not a topic")]
    public void Topic_that_cannot_hold_dead_letters_is_refused(string topic) =>
        Subscriber.Invoking(subscriber => subscriber.DeadLetterTo(topic)).Should().Throw<ArgumentException>().WithMessage($"*'{topic}'*");

    private static void Pipe(TopologyTestDriver driver, byte[]? key, byte[]? value, Headers? headers = null, long timestamp = 0)
    {
        driver.CreateInputTopic<byte[]?, byte[]?>("dispatch_products", Serdes.ByteArray!, Serdes.ByteArray!).Pipe(key, value, timestamp, headers);
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));
    }

    private static IReadOnlyList<TestRecord<byte[], byte[]>> Letters(TopologyTestDriver driver) =>
        driver.CreateOutputTopic(Dlt, Serdes.ByteArray, Serdes.ByteArray).ReadRecordsToList();

    private Topology Build(CommandTopology<long, string> subscriber, bool asynchronous = false, params string[] failing) => asynchronous
        ? subscriber.ForEach(async (command, _) =>
        {
            await Task.Yield();
            Handle(command, failing);
        }).Build()
        : subscriber.ForEach(command => { Handle(command, failing); }).Build();

    private Topology BuildAnswering(CommandTopology<long, string, string?> subscriber, bool asynchronous = false) => asynchronous
        ? subscriber.ForEach(async (command, _) =>
        {
            await Task.Yield();
            return Handle(command);
        }).Build()
        : subscriber.ForEach(command => Handle(command)).Build();

    private string Handle(Command<long, string> command, params string[] failing)
    {
        _handled.Add(command.Value);
        return command.Value == "bad" || failing.Contains(command.Value) ? throw new InvalidOperationException("No forklift.") : command.Value;
    }
}
