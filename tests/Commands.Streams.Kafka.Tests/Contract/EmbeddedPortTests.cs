using Commands.Streams.Clients;

namespace Commands.Streams.Kafka.Tests.Contract;

[TestFixture]
internal sealed class EmbeddedPortTests : PortContract
{
    private EmbeddedCluster _cluster = null!;

    [OneTimeSetUp]
    public void StartCluster() => _cluster = EmbeddedCluster.Start();

    [OneTimeTearDown]
    public void StopCluster() => _cluster.Dispose();

    protected override IStreamsClient Connect() => _cluster.CreateClient();

    protected override Task CreateTopicAsync(string name, int partitions)
    {
        _cluster.CreateTopic(name, partitions);
        return Task.CompletedTask;
    }

    protected override bool KeepsSettings => false;

    protected override Task<string> FillAndCompactAsync(string name, Action fill)
    {
        Assert.Ignore("The embedded cluster does not compact.");
        return Task.FromResult("");
    }

    protected override Task DeleteTopicAsync(string name)
    {
        _cluster.DeleteTopic(name);
        return Task.CompletedTask;
    }
}
