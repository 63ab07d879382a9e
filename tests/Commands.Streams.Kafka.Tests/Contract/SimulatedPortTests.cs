using Commands.Streams.Clients;
using Commands.Streams.Testing;

namespace Commands.Streams.Kafka.Tests.Contract;

[TestFixture(SimulatedGroupProtocol.Consumer)]
[TestFixture(SimulatedGroupProtocol.Classic)]
internal sealed class SimulatedPortTests(SimulatedGroupProtocol protocol) : PortContract
{
    private readonly SimulatedCluster _cluster = new(new SimulatedClusterOptions { GroupProtocol = protocol });

    protected override IStreamsClient Connect() => _cluster.CreateClient();

    protected override Task CreateTopicAsync(string name, int partitions)
    {
        _cluster.CreateTopic(name, partitions);
        return Task.CompletedTask;
    }

    protected override Task<string> FillAndCompactAsync(string name, Action fill)
    {
        _cluster.CreateTopic(name, 1);
        fill();
        _cluster.Compact(name);
        return Task.FromResult("");
    }

    protected override Task RecreateTopicAsync(string name, int partitions)
    {
        _cluster.RecreateTopic(name, partitions);
        return Task.CompletedTask;
    }

    protected override Task DeleteTopicAsync(string name)
    {
        Assert.Ignore("The simulated cluster deletes no topics.");
        return Task.CompletedTask;
    }
}
