using CsCheck;

namespace Commands.Streams.Tests;

public sealed class BackoffTests
{
    [Test]
    public void Constant_back_off_is_the_same_each_time() =>
        Delays(Backoff.Constant(TimeSpan.FromMilliseconds(70)), 3).Should().Equal(70, 70, 70);

    [Test]
    public void None_does_not_wait() => Delays(Backoff.None, 2).Should().Equal(0, 0);

    [Test]
    public void Exponential_back_off_doubles_up_to_its_maximum() =>
        Delays(Backoff.Exponential(TimeSpan.FromMilliseconds(100), max: TimeSpan.FromMilliseconds(500)), 5).Should().Equal(100, 200, 400, 500, 500);

    [Test]
    public void Exponential_back_off_has_a_maximum_of_a_minute_unless_told_otherwise()
    {
        Backoff.Exponential(TimeSpan.FromSeconds(1)).DelayAfter(int.MaxValue).Should().Be(TimeSpan.FromMinutes(1));
        Backoff.Exponential(TimeSpan.FromMinutes(2)).DelayAfter(3).Should().Be(TimeSpan.FromMinutes(2));
    }

    [Test]
    public void Jitter_is_the_same_for_the_same_command_and_differs_between_commands()
    {
        var backoff = Backoff.Constant(TimeSpan.FromSeconds(1)).WithJitter(0.5);

        backoff.DelayAfter(1, seed: 7).Should().Be(backoff.DelayAfter(1, seed: 7));
        Enumerable.Range(0, 100).Select(seed => backoff.DelayAfter(1, seed << 16)).Distinct().Should().HaveCountGreaterThan(90);
    }

    [Test]
    public void Delays_never_grow_beyond_the_maximum_nor_shrink_by_more_than_the_jitter() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Double[1, 10], Gen.Double[0, 1], Gen.Int[1, 1_000_000], Gen.Long).Sample((initial, factor, jitter, attempt, seed) =>
        {
            var plain = Backoff.Exponential(TimeSpan.FromMilliseconds(initial), factor);
            var full = plain.DelayAfter(attempt, seed).Ticks;
            full.Should().BeInRange(0, TimeSpan.FromMinutes(1).Ticks);
            plain.WithJitter(jitter).DelayAfter(attempt, seed).Ticks.Should().BeInRange((long)(full * (1 - jitter)) - 1, full);
        });

    [Test]
    public void Numbers_out_of_range_are_refused()
    {
        FluentActions.Invoking(() => Backoff.Constant(TimeSpan.FromTicks(-1))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Backoff.Constant(TimeSpan.FromDays(2))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Backoff.Exponential(TimeSpan.FromSeconds(1), 0.9)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Backoff.Exponential(TimeSpan.FromSeconds(1), double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Backoff.Exponential(TimeSpan.FromSeconds(2), max: TimeSpan.FromSeconds(1))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Backoff.None.WithJitter(1.1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Backoff.None.DelayAfter(0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static IEnumerable<double> Delays(Backoff backoff, int count) =>
        Enumerable.Range(1, count).Select(attempt => backoff.DelayAfter(attempt).TotalMilliseconds);
}
