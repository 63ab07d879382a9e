using Commands.Streams.Guarding;
using Confluent.Kafka;
using Streamiz.Kafka.Net.Kafka;

namespace Commands.Streams.Tests.Guarding;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GuardedRebalanceListenerTests
{
    private readonly List<Exception> _failures = [];

    [Test]
    public void Partitions_that_cannot_be_handed_over_are_lost_so_that_the_thread_does_not_stand_still()
    {
        var inner = new FakeListener { RevokeFails = true };
        Listener(inner).Invoking(listener => listener.PartitionsRevoked(null!, [])).Should().Throw<InvalidOperationException>().WithMessage("revoke");
        inner.Calls.Should().Equal("revoked", "lost");
        _failures.Should().BeEmpty();
    }

    [Test]
    public void A_thread_that_can_neither_hand_over_nor_lose_its_partitions_is_reported()
    {
        var inner = new FakeListener { RevokeFails = true, LoseFails = true };
        Listener(inner).Invoking(listener => listener.PartitionsRevoked(null!, [])).Should().Throw<InvalidOperationException>();
        _failures.Should().ContainSingle().Which.Message.Should().StartWith("Streamiz could not give up its partitions.");
    }

    [Test]
    public void A_rebalance_that_goes_well_is_Streamiz_own_matter()
    {
        var inner = new FakeListener();
        var listener = Listener(inner);
        listener.PartitionsAssigned(null!, []);
        listener.PartitionsRevoked(null!, []);
        listener.PartitionsLost(null!, []);
        inner.Calls.Should().Equal("assigned", "revoked", "lost");
    }

    private GuardedRebalanceListener Listener(FakeListener inner) => new(inner, new ApplicationGuard(_failures.Add));

    private sealed class FakeListener : IConsumerRebalanceListener
    {
        public List<string> Calls { get; } = [];

        public bool RevokeFails { get; init; }

        public bool LoseFails { get; init; }

        public void PartitionsAssigned(IConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) => Calls.Add("assigned");

        public void PartitionsRevoked(IConsumer<byte[], byte[]> consumer, List<TopicPartitionOffset> partitions) => Note("revoked", RevokeFails, "revoke");

        public void PartitionsLost(IConsumer<byte[], byte[]> consumer, List<TopicPartitionOffset> partitions) => Note("lost", LoseFails, "lose");

        private void Note(string call, bool fails, string message)
        {
            Calls.Add(call);
            if (fails)
            {
                throw new InvalidOperationException(message);
            }
        }
    }
}
