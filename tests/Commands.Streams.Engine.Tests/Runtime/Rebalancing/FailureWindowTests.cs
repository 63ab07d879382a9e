using Commands.Streams.Runtime.Rebalancing;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Runtime.Rebalancing;

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

    [Test]
    public void Turns_that_go_well_with_something_in_hand_are_no_success()
    {
        var window = new FailureWindow(TimeSpan.FromMinutes(5), _time);
        for (var second = 0; second < 300; second++)
        {
            window.Failed().Should().NotBeNull();
            _time.Advance(TimeSpan.FromSeconds(1));
            window.WentWell(rests: false);
        }

        window.Failed().Should().BeNull();
    }

    [Test]
    public void Rest_for_longer_than_failures_had_lasted_begins_a_new_window()
    {
        var window = new FailureWindow(TimeSpan.FromMinutes(5), _time);
        window.Failed();
        _time.Advance(TimeSpan.FromMinutes(2));
        window.Failed();

        Rest(window, TimeSpan.FromMinutes(2));
        window.IsFailing.Should().BeTrue();
        Rest(window, TimeSpan.FromSeconds(1));
        window.IsFailing.Should().BeFalse();
    }

    [Test]
    public void A_moment_of_rest_is_no_success()
    {
        var window = new FailureWindow(TimeSpan.FromMinutes(5), _time);
        window.Failed();

        Rest(window, TimeSpan.FromSeconds(29));

        window.IsFailing.Should().BeTrue();
    }

    [Test]
    public void Time_in_which_nobody_looked_is_no_rest()
    {
        var window = new FailureWindow(TimeSpan.FromMinutes(5), _time);
        window.Failed();
        _time.Advance(TimeSpan.FromMinutes(5));

        window.WentWell(rests: true);

        window.Failed().Should().BeNull();
    }

    [Test]
    public void No_failure_for_as_long_as_they_are_tolerated_begins_a_new_window()
    {
        var window = new FailureWindow(TimeSpan.FromMinutes(5), _time);
        window.Failed();
        window.WentWell(rests: false);
        _time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        window.WentWell(rests: false);

        window.IsFailing.Should().BeFalse();
    }

    private void Rest(FailureWindow window, TimeSpan duration)
    {
        for (var second = 0; second < (int)duration.TotalSeconds; second++)
        {
            window.WentWell(rests: true);
            _time.Advance(TimeSpan.FromSeconds(1));
            window.WentWell(rests: true);
        }
    }
}
