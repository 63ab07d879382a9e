using Commands.Streams.Runtime.Watching;

namespace Commands.Streams.Tests.Runtime.Watching;

public sealed class TopicIdentitiesTests
{
    private readonly TopicIdentities _topics = new();

    [Test]
    public void A_topic_with_another_id_was_created_again()
    {
        _topics.Update("in", Guid.NewGuid()).Should().BeFalse("it is the first that is heard of it");
        _topics.IsCreatedAgain("in").Should().BeFalse();
        var newer = Guid.NewGuid();
        _topics.Update("in", newer).Should().BeTrue();
        _topics.Update("in", newer).Should().BeFalse("it is known already");
        _topics.Generation.Should().Be(1);
        _topics.IsCreatedAgain("in").Should().BeTrue();
        _topics.IsCreatedAgain("in", after: 1).Should().BeFalse();
        _topics.IsCreatedAgain("other").Should().BeFalse();
    }

    [Test]
    public void A_cluster_without_ids_tells_nothing()
    {
        _topics.Update("in", Guid.NewGuid());
        _topics.Update("in", Guid.Empty).Should().BeFalse();
        _topics.Generation.Should().Be(0);
    }
}
