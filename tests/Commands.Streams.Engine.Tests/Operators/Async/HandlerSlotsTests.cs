using Commands.Streams.Operators.Async;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Tests.Operators.Async;

public sealed class HandlerSlotsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Queue<(int Window, long StartedAt)> _running = new();

    [Test]
    public void A_fixed_limit_is_what_it_is_and_asks_for_no_times()
    {
        var slots = new HandlerSlots(new ConcurrencyRange(3, 3), _time);
        slots.Clock.Should().BeNull();
        Take(slots, 3);
        slots.AnyFree.Should().BeFalse();
        Free(slots);
        slots.AnyFree.Should().BeTrue();
        slots.Limit.Should().Be(3);
    }

    [Test]
    public void Handlers_that_leave_the_limit_unused_teach_it_nothing()
    {
        var slots = new HandlerSlots(new ConcurrencyRange(4, 100), _time);
        for (var i = 0; i < 1_000; i++)
        {
            Take(slots, 3);
            _time.Advance(TimeSpan.FromMilliseconds(5));
            Free(slots, 3);
        }

        slots.Limit.Should().Be(4, "it was never in the way");
    }

    [Test]
    public void A_limit_that_is_used_up_rises()
    {
        var slots = Risen(to: 50);
        slots.Limit.Should().BeGreaterThanOrEqualTo(50);
    }

    [Test]
    public void A_probe_ends_although_handlers_that_are_stuck_hold_all_it_leaves()
    {
        var slots = Risen(to: 50);
        var stuck = 30;
        while (slots.Limit > stuck)
        {
            Turn(slots, stuck);
        }

        // The limit is half now, and all of that is stuck.
        while (slots.InFlight > stuck)
        {
            Free(slots);
        }

        slots.AnyFree.Should().BeFalse();
        slots.Refresh();
        slots.AnyFree.Should().BeFalse("other handlers may be about to end");
        _time.Advance(TimeSpan.FromSeconds(1));
        slots.Refresh();
        slots.Limit.Should().BeGreaterThanOrEqualTo(50);
        slots.AnyFree.Should().BeTrue();
    }

    private HandlerSlots Risen(int to)
    {
        var slots = new HandlerSlots(new ConcurrencyRange(1, 60), _time);
        while (slots.Limit < to)
        {
            Turn(slots, left: 0);
        }

        return slots;
    }

    /// <summary>Takes what is free and ends the oldest, each 10 ms old, down to what is left.</summary>
    private void Turn(HandlerSlots slots, int left)
    {
        while (slots.AnyFree)
        {
            Take(slots, 1);
        }

        _time.Advance(TimeSpan.FromMilliseconds(10));
        for (var limit = slots.Limit; slots.InFlight > left && slots.Limit == limit;)
        {
            Free(slots);
            if (slots.AnyFree && slots.Limit == limit)
            {
                Take(slots, 1);
                _time.Advance(TimeSpan.FromMilliseconds(10.0 / limit));
            }
        }
    }

    private void Take(HandlerSlots slots, int count)
    {
        for (var i = 0; i < count; i++)
        {
            slots.Take(out var window, out var startedAt);
            _running.Enqueue((window, startedAt));
        }
    }

    private void Free(HandlerSlots slots, int count = 1)
    {
        for (var i = 0; i < count; i++)
        {
            var (window, startedAt) = _running.Dequeue();
            slots.Free(window, startedAt, _time.GetTimestamp());
        }
    }
}
