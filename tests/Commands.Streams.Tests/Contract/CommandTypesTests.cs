using System.Buffers;
using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Testing;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests;

public sealed class CommandTypesTests
{
    private interface IWarehouseCommand;

    private sealed record Dispatch(string Address) : IWarehouseCommand;

    private sealed record Cancel(int Reason) : IWarehouseCommand;

    private sealed record Stranger : IWarehouseCommand;

    private static CommandTypes<IWarehouseCommand> Types { get; } = new CommandTypes<IWarehouseCommand>()
        .Add("dispatch", Serdes.Json<Dispatch>()).Add("cancel", Serdes.Json<Cancel>());

    private static CommandStream<long, IWarehouseCommand> Commands { get; } = CommandStream.Define("dispatch_products", Serdes.Int64, Types, partitions: 2);

    [Test]
    public void Each_type_reaches_the_handler_as_itself()
    {
        var handled = new List<IWarehouseCommand>();
        using var driver = new TopologyTestDriver(
            new CommandTopology<long, IWarehouseCommand>(Commands).ForEach(command => handled.Add(command.Value)).Build());

        Pipe(driver, new Dispatch("2 Roadford Avenue"));
        Pipe(driver, new Cancel(7));

        handled.Should().Equal(new Dispatch("2 Roadford Avenue"), new Cancel(7));
    }

    [TestCase("explode")]
    [TestCase("Commands.Streams.Tests.CommandTypesTests+Dispatch")]
    [TestCase("")]
    [TestCase(null)]
    public void Unknown_type_is_rejected_and_becomes_a_dead_letter(string? type)
    {
        using var driver = new TopologyTestDriver(new CommandTopology<long, IWarehouseCommand>(Commands).Respond(Warehouse.Responses)
            .DeadLetterTo("dlt").ForEach(_ => "handled").Build());
        var headers = Warehouse.Correlated("c-1");

        driver.CreateInputTopic("dispatch_products", Serdes.Int64, Serdes.String)
            .Pipe(1, """{"address":"a"}""", type is null ? headers : headers.Add(CommandHeaders.Type, type));

        var response = driver.ResponseOutput().ReadRecord();
        response.Headers.GetCommandStatus().Should().Be(CommandStatus.Rejected);
        response.Headers.GetCommandError().Should().Be(CommandErrors.UnknownType);
        driver.CreateOutputTopic("dlt", Serdes.Int64, Serdes.String).ReadRecord().Headers.LastText(DeadLetterHeaders.Message)
            .Should().Contain("Known types: dispatch, cancel.");
    }

    [Test]
    public void Command_is_written_by_the_serde_of_its_type()
    {
        var writer = new ArrayBufferWriter<byte>();

        Types.Serialize(new Cancel(7), writer, new SerializationContext("topic", RecordComponent.Value, Headers.Empty));

        Encoding.UTF8.GetString(writer.WrittenSpan).Should().Be("""{"reason":7}""");
        Types.NameOf(new Cancel(7)).Should().Be("cancel");
        Types.HeadersOf(new Cancel(7), Headers.Empty.Add("mine", "x")).Select(header => header.Name).Should().Equal("mine", "command-type");
    }

    [Test]
    public async Task Client_says_the_type_by_itself_where_the_stream_has_several()
    {
        var kafka = new FakeStreamsClient();
        await using var client = kafka.CreateCommandClient(Commands);

        await client.SendAsync(1, new Cancel(7));
        await client.SendAsync(1, new Dispatch("a"), new CommandOptions { Headers = Headers.Empty.Add(CommandHeaders.Type, "wrong") });

        kafka.Publisher.Records.Select(record => record.Headers.LastText(CommandHeaders.Type)).Should().Equal("cancel", "dispatch");
        kafka.Publisher.Records[1].Headers.Count(header => header.Name == CommandHeaders.Type).Should().Be(1);
        await FluentActions.Awaiting(() => client.SendAsync(1, new Stranger()).AsTask()).Should().ThrowAsync<CommandNotSentException>();
    }

    [Test]
    public void Response_carries_the_type_again()
    {
        using var driver = new TopologyTestDriver(
            new CommandTopology<long, IWarehouseCommand>(Commands).Respond(Warehouse.Responses).ForEach(_ => "handled").Build());

        Pipe(driver, new Cancel(7));

        driver.ResponseOutput().ReadRecord().Headers.LastText(CommandHeaders.Type).Should().Be("cancel");
    }

    [Test]
    public void Type_that_is_not_in_the_map_cannot_be_written() =>
        Types.Invoking(types => types.NameOf(new Stranger())).Should().Throw<ArgumentException>().WithMessage("*Stranger*dispatch, cancel*");

    [Test]
    public void Names_and_types_appear_once()
    {
        Types.Invoking(types => types.Add("dispatch", Serdes.Json<Stranger>())).Should().Throw<ArgumentException>().WithMessage("*'dispatch'*");
        Types.Invoking(types => types.Add("other", Serdes.Json<Cancel>())).Should().Throw<ArgumentException>().WithMessage("*'cancel'*");
        Types.Invoking(types => types.Add(new string('x', 257), Serdes.Json<Stranger>())).Should().Throw<ArgumentException>().WithMessage("*257 bytes*");
    }

    private static void Pipe(TopologyTestDriver driver, IWarehouseCommand command) =>
        driver.CreateInputTopic(Commands.Topic, Commands.KeySerde, Commands.ValueSerde).Pipe(1, command, Types.HeadersOf(command));
}
