using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using static Commands.Streams.DocumentationTests.Snippets.WarehouseContract;

namespace Commands.Streams.DocumentationTests.Snippets;

/// <summary>Subscribers that recognize commands that are sent again.</summary>
public class DeduplicationSnippets
{
    private readonly Warehouse _warehouse = new();

    [Test]
    public void Commands_that_are_sent_again_get_the_stored_response()
    {
        // begin: deduplicate-commands
        var topology = new CommandTopology<long, DispatchProduct>(DispatchProducts)
            .Respond(DispatchReceipts)
            .Deduplicate(retention: TimeSpan.FromDays(1))
            .ForEach(async (command, cancellationToken) =>
                new DispatchReceipt(command.Key, await _warehouse.DispatchAsync(command.Key, command.Value, cancellationToken)))
            .Build();
        // end: deduplicate-commands

        using var driver = new TopologyTestDriver(topology);
        var commands = driver.CreateInputTopic(DispatchProducts.Topic, DispatchProducts.KeySerde, DispatchProducts.ValueSerde);
        var headers = Headers.Empty.Add(CommandHeaders.CommandId, "order-12005");
        commands.Pipe(12005, new DispatchProduct("2 Roadford Avenue"), headers);
        commands.Pipe(12005, new DispatchProduct("2 Roadford Avenue"), headers);
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));

        var responses = driver.CreateOutputTopic(DispatchReceipts.Topic, DispatchReceipts.KeySerde, DispatchReceipts.ValueSerde).ReadRecordsToList();
        responses.Should().HaveCount(2);
        responses[1].Value.Should().Be(responses[0].Value);
    }
}
