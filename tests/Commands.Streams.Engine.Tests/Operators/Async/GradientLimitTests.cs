using Commands.Streams.Operators.Async;
using CsCheck;

namespace Commands.Streams.Tests.Operators.Async;

public sealed class GradientLimitTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    /// <summary>Milliseconds of work, 10 on average but for the last.</summary>
    private static readonly Dictionary<string, Func<Random, double>> Works = new()
    {
        ["always the same"] = _ => 10,
        ["anything up to twice"] = random => 20 * random.NextDouble(),
        ["exponential"] = random => -10 * Math.Log(1 - random.NextDouble()),
        ["one in ten a hundred times longer"] = random => random.Next(10) == 0 ? 100 : 1,
    };

    [Test]
    public void Latency_that_stays_flat_lets_the_limit_rise_to_the_maximum([ValueSource(nameof(Kinds))] string work)
    {
        var limit = new GradientLimit(1, 200);
        var server = new ModelServer(limit, Works[work]).Run(TimeSpan.FromSeconds(2));
        server.Limits.Should().Contain(200);
        server.Limits[..10].Should().BeInAscendingOrder();
        server.Run(Enough).Limits.Average().Should().BeGreaterThan(196);
    }

    [Test]
    public void Latency_that_rises_with_load_holds_the_limit_near_the_capacity_of_what_is_called(
        [ValueSource(nameof(Kinds))] string work, [Values(5, 20, 100)] int capacity, [Values(1, 2)] int seed)
    {
        var server = new ModelServer(new GradientLimit(1, 1_000), Works[work], seed) { Capacity = capacity };
        server.Run(Enough);
        server.Run(Enough);
        server.Limits.Average().Should().BeInRange(capacity, (1.3 * capacity) + Math.Sqrt(capacity) + 3);
        server.Limits.Should().OnlyContain(limit => limit > 0.9 * capacity && limit < (2 * capacity) + 8);
    }

    [Test]
    public void Little_of_the_capacity_is_given_away([Values(5, 20, 100)] int capacity)
    {
        var server = new ModelServer(new GradientLimit(1, 1_000), Works["always the same"]) { Capacity = capacity };
        server.Run(Enough);
        server.Run(Enough).Ended.Should().BeGreaterThan((int)(0.96 * capacity * Enough / TimeSpan.FromMilliseconds(10)));
    }

    [Test]
    public void Capacity_that_is_lost_and_comes_back_is_followed([ValueSource(nameof(Kinds))] string work)
    {
        var server = new ModelServer(new GradientLimit(1, 1_000), Works[work]) { Capacity = 100 };
        server.Run(Enough).Capacity = 10;
        server.Run(Enough);
        server.Run(Enough).Limits.Average().Should().BeInRange(10, 25);
        server.Capacity = 100;
        server.Run(Enough);
        server.Run(Enough).Limits.Average().Should().BeInRange(100, 145);
    }

    [Test]
    public void Handlers_that_become_slower_or_faster_by_themselves_do_not_cost_the_limit([ValueSource(nameof(Kinds))] string work)
    {
        var server = new ModelServer(new GradientLimit(1, 1_000), Works[work]) { Capacity = 50 };
        foreach (var slowness in (double[])[1, 5, 0.5, 2])
        {
            server.Slowness = slowness;
            server.Run(Enough);
            server.Run(Enough).Limits.Average().Should().BeInRange(50, 80, "the work is {0} of what it was", slowness);
        }
    }

    [Test]
    public void A_capacity_below_the_minimum_leaves_the_minimum_and_little_more()
    {
        var server = new ModelServer(new GradientLimit(20, 1_000), Works["exponential"]) { Capacity = 5 };
        server.Run(Enough);
        server.Run(Enough).Limits.Average().Should().BeLessThan(40);
    }

    [Test]
    public void Probes_take_half_and_are_few()
    {
        var server = new ModelServer(new GradientLimit(1, 1_000), Works["always the same"]) { Capacity = 50 };
        server.Run(Enough);
        server.Run(Enough);
        server.Probes.Should().OnlyContain(probe => probe >= 25 && probe <= 40).And.HaveCountGreaterThan(3);
        server.Limits.Count.Should().BeGreaterThan(40 * server.Probes.Count);
    }

    [Test]
    public void Whatever_handlers_take_the_limit_stays_between_minimum_and_maximum() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[0, 200], Gen.Select(Gen.Long[-10, long.MaxValue / 4], Gen.Int[0, 3]).Array[0, 3_000]).Sample(
            (minimum, more, samples) =>
            {
                var limit = new GradientLimit(minimum, minimum + more);
                foreach (var (latency, kind) in samples)
                {
                    limit.Add(limit.Window - (kind == 3 ? 1 : 0), 0, kind == 0 ? latency : latency % 100);
                    limit.EndLateProbe(latency);
                    limit.Current.Should().BeInRange(minimum, minimum + more);
                }
            },
            iter: 200);

    [Test]
    public void One_handler_that_takes_a_thousand_times_as_long_does_not_lower_the_limit() =>
        Gen.Int[0, 500].Sample(
            position =>
            {
                var limit = new GradientLimit(1, 100);
                while (limit.Current < 80)
                {
                    limit.Add(limit.Window, 0, 1_000);
                }

                var before = limit.Current;
                for (var i = 0; i < 1_000; i++)
                {
                    limit.Add(limit.Window, 0, i == position ? 1_000_000 : 1_000);
                    (limit.IsProbing ? 2 * limit.Current + 1 : limit.Current).Should().BeGreaterThanOrEqualTo(before);
                }
            },
            iter: 100);

    [Test]
    public void Handlers_started_under_another_limit_do_not_count()
    {
        var limit = new GradientLimit(1, 100);
        while (limit.Current < 50)
        {
            limit.Add(limit.Window, 0, 1_000);
        }

        var (before, window) = (limit.Current, limit.Window);
        for (var i = 0; i < 10_000; i++)
        {
            limit.Add(window - 1, 0, 50_000);
        }

        limit.Current.Should().Be(before);
        limit.Window.Should().Be(window);
    }

    [Test]
    public void A_sample_allocates_nothing()
    {
        var limit = new GradientLimit(1, 100);
        limit.Add(limit.Window, 0, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            limit.Add(limit.Window, 0, 1_000 + (i % 7));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static IEnumerable<string> Kinds() => Works.Keys;
}
