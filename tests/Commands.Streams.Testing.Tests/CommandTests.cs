namespace Commands.Streams.Testing.Tests;

public sealed class CommandTests
{
    private static readonly CommandStream<long, string> Commands = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 2);
    private static readonly ResponseStream<long, int> Responses = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.Int32, partitions: 2);

    private static Topology Subscriber { get; } = new CommandTopology<long, string>(Commands)
        .Respond(Responses)
        .ForEach(command => command.Value == "" ? throw new CommandRejectedException("invalid", "No address.") : command.Value.Length)
        .Build();

    [Test]
    public void Completed_command_is_answered_with_its_ids()
    {
        using var driver = new TopologyTestDriver(Subscriber);

        driver.CreateCommandInput(Commands).Pipe(12005, "2 Roadford Avenue", correlationId: "c-1", commandId: "id-1");

        var response = driver.CreateResponseOutput(Responses).Read();
        response.Should().BeEquivalentTo(new { Key = 12005L, Value = 17, HasValue = true, Status = CommandStatus.Completed });
        response.Should().BeEquivalentTo(new { CorrelationId = "c-1", CommandId = "id-1", Error = (string?)null });
    }

    [Test]
    public void Rejected_command_is_answered_without_a_value_even_where_the_type_has_no_null()
    {
        using var driver = new TopologyTestDriver(Subscriber);

        driver.CreateCommandInput(Commands).Pipe(1, "");

        driver.CreateResponseOutput(Responses).Read().Should().BeEquivalentTo(
            new { HasValue = false, Status = CommandStatus.Rejected, Error = "invalid", ErrorMessage = "No address.", CorrelationId = (string?)null });
    }

    [Test]
    public void Reply_topic_of_a_command_is_read_by_its_name()
    {
        using var driver = new TopologyTestDriver(Subscriber);

        driver.CreateCommandInput(Commands).Pipe(1, "a", replyTopic: "dispatch_receipts.mine", timestamp: 5);

        driver.CreateResponseOutput(Responses).IsEmpty.Should().BeTrue();
        driver.CreateResponseOutput(Responses, "dispatch_receipts.mine").ReadToList().Should().ContainSingle().Which.Value.Should().Be(1);
    }
}
