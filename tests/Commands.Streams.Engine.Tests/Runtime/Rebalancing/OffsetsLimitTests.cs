using Commands.Streams.Runtime.Rebalancing;

namespace Commands.Streams.Tests.Runtime.Rebalancing;

public class OffsetsLimitTests
{
    [Test]
    public void The_limit_doubles_with_each_failure_up_to_the_longest()
    {
        var limit = new OffsetsLimit(TimeSpan.FromSeconds(3));

        var limits = new List<double> { limit.Current.TotalSeconds };
        for (var i = 0; i < 3; i++)
        {
            limit.Failed();
            limits.Add(limit.Current.TotalSeconds);
        }

        limits.Should().Equal(1, 2, 3, 3);
    }

    [Test]
    public void A_slow_cluster_keeps_the_raised_limit_until_commits_are_quick_again()
    {
        var limit = new OffsetsLimit(TimeSpan.FromSeconds(10));
        limit.Failed();

        limit.Succeeded(TimeSpan.FromSeconds(1.5));
        limit.Current.Should().Be(TimeSpan.FromSeconds(2), "the next commit will be as slow");

        limit.Succeeded(TimeSpan.FromMilliseconds(20));
        limit.Current.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Test]
    public void The_limit_is_never_longer_than_the_transaction() =>
        new OffsetsLimit(TimeSpan.FromMilliseconds(300)).Current.Should().Be(TimeSpan.FromMilliseconds(300));
}
