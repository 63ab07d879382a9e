using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Handlers;
using Commands.Streams.Tasks.Output;
using Commands.Streams.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Tests.Tasks;

public sealed class PunctuationQueueTests
{
    private readonly PunctuationQueue _queue = new();
    private readonly TaskContext _context = new(
        new TaskId(0, 0),
        new TaskSettings { ApplicationId = "app", TimeProvider = TimeProvider.System, Logger = NullLogger.Instance },
        new WorkerProducer(new TestProducer(), isTransactional: false),
        new CompletionMailbox(() => { }, source => source.Cancel()));

    [Test]
    public void Schedules_fire_in_the_order_they_are_due()
    {
        var fired = new List<string>();
        _queue.Add(new PunctuationSchedule("node", 30, 100, _ => fired.Add("30")));
        _queue.Add(new PunctuationSchedule("node", 10, 100, _ => fired.Add("10")));
        _queue.Add(new PunctuationSchedule("node", 20, 100, _ => fired.Add("20")));
        _queue.NextDue.Should().Be(10);
        _queue.Fire(25, _context).Should().BeTrue();
        fired.Should().Equal("10", "20");
        _queue.NextDue.Should().Be(30);
    }

    [Test]
    public void A_schedule_can_end_itself()
    {
        var times = 0;
        PunctuationSchedule? schedule = null;
        schedule = new PunctuationSchedule("node", 0, 10, _ =>
        {
            times++;
            schedule!.Cancel();
            schedule.Cancel();
        });
        _queue.Add(schedule);
        _queue.Fire(5, _context).Should().BeTrue();
        _queue.Fire(500, _context).Should().BeFalse();
        times.Should().Be(1);
        _queue.NextDue.Should().Be(long.MaxValue);
    }

    [Test]
    public void A_schedule_ended_by_another_does_not_fire()
    {
        var victim = new PunctuationSchedule("node", 2, 10, _ => Assert.Fail("It was cancelled."));
        _queue.Add(new PunctuationSchedule("node", 1, 10, _ => victim.Cancel()));
        _queue.Add(victim);
        _queue.Fire(5, _context).Should().BeTrue();
    }

    [Test]
    public void Each_moment_fires_once_whatever_was_missed_and_stays_aligned()
    {
        Gen.Select(Gen.Long[1, 50], Gen.Long[0, 200].Array[1, 30]).Sample(
            (interval, steps) =>
            {
                var fired = new List<long>();
                var queue = new PunctuationQueue();
                queue.Add(new PunctuationSchedule("node", 0, interval, fired.Add));
                var expected = new List<long>();
                var last = -1L;
                var now = 0L;
                foreach (var step in steps)
                {
                    now += step;
                    if (last < 0 || now / interval > last / interval)
                    {
                        expected.Add(now);
                        last = now;
                    }

                    queue.Fire(now, _context);
                    (queue.NextDue % interval).Should().Be(0);
                    queue.NextDue.Should().BeInRange(now + 1, now + interval);
                }

                fired.Should().Equal(expected);
            },
            iter: 300,
            threads: 1);
    }
}
