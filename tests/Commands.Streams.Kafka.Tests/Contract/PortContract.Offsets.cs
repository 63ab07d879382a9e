using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Contract;

/// <content>What administrators say of logs and topics.</content>
internal abstract partial class PortContract
{
    [Test]
    public async Task Offsets_are_those_of_the_partitions_that_exist()
    {
        await CreateTopicAsync(_topic, 2);
        Send("abc");
        using var admin = _client.CreateAdmin();
        var absent = new TopicPartition($"absent-{Guid.NewGuid():N}", 0);

        var offsets = await admin.GetOffsetsAsync([Partition(0), Partition(1), Partition(7), absent, Partition(0)], true, CancellationToken.None);

        offsets.Should().Equal(new Dictionary<TopicPartition, LogOffsets>
        {
            [Partition(0)] = new(0, 3),
            [Partition(1)] = new(0, 0),
        });
        (await admin.GetOffsetsAsync([absent], false, CancellationToken.None)).Should().BeEmpty();
        (await admin.GetOffsetsAsync([], false, CancellationToken.None)).Should().BeEmpty();
        (await admin.ListTopicsAsync(CancellationToken.None)).Should().NotContain(absent.Topic, "asking creates no topic");
    }

    [Test]
    public async Task Topic_is_described_with_the_settings_that_it_was_created_with()
    {
        if (!KeepsSettings)
        {
            Assert.Ignore("The cluster keeps no settings of topics.");
        }

        var settings = new Dictionary<string, string>
        {
            ["cleanup.policy"] = "compact,delete",
            ["retention.ms"] = "3600000",
            ["min.compaction.lag.ms"] = "1000",
            ["max.message.bytes"] = "65536",
        };
        using var admin = _client.CreateAdmin();

        await admin.CreateTopicsAsync([new TopicSpecification(_topic, 1) { Configuration = settings }], CancellationToken.None);

        (await admin.DescribeTopicsAsync([_topic], CancellationToken.None))[_topic].Configuration.Should().Contain(settings);
    }

    private async Task<LogOffsets> OffsetsAsync(bool readCommitted = true)
    {
        using var admin = _client.CreateAdmin();
        return (await admin.GetOffsetsAsync([Partition(0)], readCommitted, CancellationToken.None))[Partition(0)];
    }

    /// <summary>A commit may have returned before the markers of its transaction are in the log.</summary>
    private async Task ExpectOffsetsAsync(LogOffsets expected, bool readCommitted = true)
    {
        var begin = TimeProvider.System.GetTimestamp();
        LogOffsets found;
        do
        {
            found = await OffsetsAsync(readCommitted);
        }
        while (found != expected && TimeProvider.System.GetElapsedTime(begin) < Long);
        found.Should().Be(expected);
    }
}
