using Commands.Streams.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Runtime;

public class FailureWindowTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Pauses_grow_to_a_limit()
    {
        var window = new FailureWindow(TimeSpan.FromMinutes(5), _time);

        var pauses = Enumerable.Range(0, 9).Select(_ => window.Failed()!.Value.TotalMilliseconds).ToList();

        pauses.Should().Equal(50, 100, 200, 400, 800, 1600, 2000, 2000, 2000);
    }

    [Test]
    public void It_gives_up_once_failures_have_lasted_too_long()
    {
        var window = new FailureWindow(TimeSpan.FromMinutes(5), _time);
        window.Failed();
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        window.Failed().Should().NotBeNull();

        _time.Advance(TimeSpan.FromMilliseconds(1));

        window.Failed().Should().BeNull();
    }

    [Test]
    public void A_success_begins_a_new_window()
    {
        var window = new FailureWindow(TimeSpan.FromMinutes(5), _time);
        window.Failed();
        _time.Advance(TimeSpan.FromMinutes(10));

        window.Succeeded();

        window.IsFailing.Should().BeFalse();
        window.Failed().Should().Be(TimeSpan.FromMilliseconds(50));
    }
}
