using Commands.Streams.Clients;
using Commands.Streams.Records;
using Commands.Streams.Subscribing;
using Commands.Streams.Subscribing.Handling;
using Commands.Streams.Telemetry;

namespace Commands.Streams.Tests.Telemetry;

/// <summary>What telemetry costs where nobody listens.</summary>
[NonParallelizable]
public sealed class UnobservedTests
{
    private const int Calls = 10_000;

    private static readonly CommandStream<long, string> Commands = CommandStream.Define("unobserved", Serdes.Int64, Serdes.String, partitions: 1);

    [Test]
    public void Handling_a_command_allocates_nothing()
    {
        var handling = new AsyncHandlerRunner<long, string, string>(
            new SubscriptionSettings<long, string>(Commands), (_, _) => ValueTask.FromResult("done"));
        var received = new ReceivedCommand<long, string>(new Command<long, string>(1, "a"), default, null, new TaskInfo("app", TimeProvider.System));
        var record = new Record<long, ReceivedCommand<long, string>>(1, received, 0, Headers.Empty);

        Allocated(() => handling.HandleAsync(record, CancellationToken.None, CancellationToken.None).GetAwaiter().GetResult()).Should().Be(0);
    }

    [Test]
    public void Sending_a_command_allocates_nothing_more()
    {
        var id = CorrelationId.FromText("c-1");
        var published = ValueTask.FromResult(new RecordMetadata(new TopicPartition("unobserved", 0), 0, 0));

        Allocated(() =>
        {
            var operation = SendOperation.Start("unobserved", 12005L, id, null, TimeProvider.System);
            operation.Leave(null);
            return operation.Follow(published).GetAwaiter().GetResult();
        }).Should().Be(0);
    }

    private static long Allocated<T>(Func<T> call)
    {
        _ = call();
        _ = call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            _ = call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
}
