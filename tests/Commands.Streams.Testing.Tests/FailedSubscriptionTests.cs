using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing.Tests.Planting;

namespace Commands.Streams.Testing.Tests;

public sealed class FailedSubscriptionTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Worker_whose_subscription_failed_subscribes_again()
    {
        var cluster = new SimulatedCluster(new SimulatedClusterOptions { TimeProvider = TimeProvider.System });
        cluster.CreateTopic("in", 1);
        var subscriptions = 0;
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = new StreamsBuilder();
        builder.Stream<string, string>("in").ForEach((_, _) => handled.SetResult());
        var client = new BuggyClient(cluster.CreateClient())
        {
            WrapConsumer = inner => new BuggyConsumer(inner)
            {
                WrapListener = listener => Interlocked.Increment(ref subscriptions) > 1
                    ? listener
                    : throw new ClientException(ClientErrorKind.Retriable, "_TRANSPORT", "The topics could not be looked up."),
            },
        };
        await using var application = new StreamsApplication(builder.Build(), new StreamsOptions { ApplicationId = "app" }, client);
        await application.StartAsync();
        await using var publisher = cluster.CreateClient().CreatePublisher("test");
        var record = new ProduceRecord { Value = "v"u8, HasValue = true, Partition = 0, Timestamp = 1 };
        await publisher.PublishAsync("in", in record, Deadline);

        await handled.Task.WaitAsync(Deadline);

        subscriptions.Should().Be(2);
    }
}
