using Commands.Streams.Interop;
using Commands.Streams.Testing;
using static Commands.Streams.DocumentationTests.Snippets.WarehouseContract;

namespace Commands.Streams.DocumentationTests.Snippets;

public sealed class RequestSnippets
{
    [Test]
    public async Task Request_has_an_outcome_for_everything()
    {
        using var kafka = new SimulatedCluster().CreateClient();
        await using var client = kafka.CreateCommandClient(DispatchProducts);

        // begin: request
        var outcome = await client.RequestAsync(12005, new DispatchProduct("2 Roadford Avenue"), DispatchReceipts, TimeSpan.FromSeconds(10));

        var text = outcome switch
        {
            CommandOutcome<DispatchReceipt>.Completed completed => $"on its way: {completed.Response.TrackingNumber}",
            CommandOutcome<DispatchReceipt>.Rejected rejected => $"refused: {rejected.Message}",
            CommandOutcome<DispatchReceipt>.Failed failed => $"failed: {failed.Message}",
            CommandOutcome<DispatchReceipt>.NotSent notSent => $"not sent: {notSent.Reason}",
            CommandOutcome<DispatchReceipt>.Unknown unknown => $"nobody knows: {unknown.Reason}",
            _ => throw new InvalidOperationException(),
        };
        // end: request

        text.Should().Be("not sent: RepliesUnreadable", "the simulated cluster has no such topic");
    }

    [Test]
    public async Task Profile_is_an_option_of_the_client()
    {
        using var kafka = new SimulatedCluster().CreateClient();

        // begin: spring
        await using var client = kafka.CreateCommandClient(DispatchProducts, new CommandClientOptions { Profile = CommandProfile.Spring });
        // end: spring
    }
}
