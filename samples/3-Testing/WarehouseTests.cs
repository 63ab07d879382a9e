using Commands.Streams;
using Commands.Streams.Testing;

namespace TestingSample;

/// <summary>The real task in the test's own thread: no broker, and time passes only when the test says so.</summary>
public sealed class WarehouseTests
{
    [Test]
    public void Command_is_answered()
    {
        using var driver = new TopologyTestDriver(Warehouse.Build((orderId, _, _) => ValueTask.FromResult($"T-{orderId}")));
        var commands = driver.CreateCommandInput(Warehouse.Dispatches);
        var responses = driver.CreateResponseOutput(Warehouse.Receipts);

        commands.Pipe(12005, "2 Roadford Avenue", correlationId: "c-1");

        Assert.That(responses.Read().Value, Is.EqualTo("T-12005"));
    }

    [Test]
    public void Command_that_fails_three_times_becomes_a_dead_letter()
    {
        using var driver = new TopologyTestDriver(Warehouse.Build((_, _, _) => throw new IOException("The carrier does not answer.")));
        var commands = driver.CreateCommandInput(Warehouse.Dispatches);
        var responses = driver.CreateResponseOutput(Warehouse.Receipts);
        var deadLetters = driver.CreateOutputTopic("dispatches-dlt", Serdes.Int64, Serdes.String);

        commands.Pipe(12005, "2 Roadford Avenue", correlationId: "c-1");
        Assert.That(deadLetters.IsEmpty, "the second and the third attempt wait for the clock");
        driver.AdvanceWallClock(TimeSpan.FromSeconds(1));

        Assert.That(responses.Read().Status, Is.EqualTo(CommandStatus.Failed));
        Assert.That(deadLetters.ReadValue(), Is.EqualTo("2 Roadford Avenue"));
    }
}
