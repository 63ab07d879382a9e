using Commands.Streams.Kafka.Groups;

namespace Commands.Streams.Kafka.Tests.Groups;

public sealed class ProtocolWatchTests
{
    private const int Debug = 7;

    private int _wakeUps;

    [TestCase("127.0.0.1:9092/1:   ApiKey ConsumerGroupHeartbeat (68) Versions 0..1", false)]
    [TestCase("127.0.0.1:9092/1:   ApiKey ConsumerGroupHeartbeat (68) Versions 1..12", false)]
    [TestCase("127.0.0.1:9092/1:   ApiKey ConsumerGroupHeartbeat (68) Versions 0..0", true)]
    [TestCase("127.0.0.1:9092/1:   ApiKey ConsumerGroupHeartbeat (68) Versions -1..-1", true)]
    [TestCase("127.0.0.1:9092/1:  Feature BrokerBalancedConsumer: ConsumerGroupHeartbeat (0..32767) NOT supported by broker", true)]
    [TestCase("127.0.0.1:9092/1:  Feature BrokerBalancedConsumer: ConsumerGroupHeartbeat (0..32767) supported by broker", false)]
    [TestCase("127.0.0.1:9092/1:   ApiKey ShareGroupHeartbeat (76) Versions 0..0", false)]
    [TestCase("127.0.0.1:9092/1:  Feature SaslAuthReq: SaslHandshake (1..32767) NOT supported by broker", false)]
    public void Line_about_the_group_request_tells(string line, bool isMissing)
    {
        var watch = new ProtocolWatch(null, () => _wakeUps++);
        _wakeUps = 0;

        watch.Hear(Debug, "APIVERSION", line);
        watch.Hear(Debug, "APIVERSION", line);

        watch.IsMissing.Should().Be(isMissing);
        _wakeUps.Should().Be(isMissing ? 1 : 0);
    }

    [Test]
    public void Lines_that_only_the_watch_asked_for_are_kept_from_the_user()
    {
        var watch = new ProtocolWatch(null, () => { });

        watch.Hear(Debug, "APIVERSION", "x").Should().BeFalse();
        watch.Hear(Debug, "FEATURE", "x").Should().BeFalse();
        watch.Hear(4, "APIVERSION", "x").Should().BeTrue();
        watch.Hear(6, "FAIL", "x").Should().BeTrue();
        watch.Hear(2, "FATAL", "Fatal error: Broker: Group authorization failed").Should().BeTrue();
        watch.Hear(2, "FATAL", "Fatal error: ConsumerGroupHeartbeat fatal error: Broker: API version not supported").Should().BeFalse();
    }

    [TestCase("cgrp", "cgrp,feature", false)]
    [TestCase("cgrp, feature", "cgrp,feature", true)]
    [TestCase("all", "all,feature", true)]
    public void Contexts_of_the_user_are_kept_and_heard(string contexts, string together, bool hearsFeatures)
    {
        var watch = new ProtocolWatch(contexts, () => { });

        watch.DebugContexts.Should().Be(together);
        watch.Hear(Debug, "APIVERSION", "x").Should().Be(hearsFeatures);
        watch.Hear(Debug, "CGRPSTATE", "x").Should().BeTrue();
    }
}
