using System.Globalization;
using Commands.Streams.State;
using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Operators.Windowing;

/// <summary>Random records, late ones included, against models that are done in the simplest way. Values are numbers, and the aggregate is their sum.</summary>
public sealed class WindowPropertyTests
{
    private static readonly string[] Keys = ["a", "b", "ab"];

    private static readonly Gen<(string Key, int Value, long Time)[]> Records =
        Gen.Select(Gen.Int[0, Keys.Length - 1], Gen.Int[1, 1000], Gen.Int[0, 120]).Array[0, 40]
            .Select(records => records.Select((record, index) => (Keys[record.Item1], record.Item2, record.Item3 + (2L * index))).ToArray());

    [TestCase(20, 20, 0, true)]
    [TestCase(20, 20, 10, false)]
    [TestCase(20, 8, 5, true)]
    [TestCase(7, 2, 100, false)]
    public void Tumbling_and_hopping_windows_hold_their_records(int size, int advance, int grace, bool isCached) => Records.Sample(
        records =>
        {
            using var script = Script(
                it => it.WindowedBy(TimeWindows.OfSizeAndGrace(Ms(size), Ms(grace)).AdvanceBy(Ms(advance))).Aggregate(Zero, Add, Stored(isCached)));
            var (sums, dropped, _) = PlayTimeWindows(records, size, advance, grace);
            Play(script, records).Should().Equal(sums);
            script.Dropped.Should().HaveCount(dropped);
        },
        iter: 100);

    [TestCase(20, 0)]
    [TestCase(20, 10)]
    public void A_suppressed_window_is_emitted_once_and_complete(int size, int grace) => Records.Sample(
        records =>
        {
            using var script = Script(it => it.WindowedBy(TimeWindows.OfSizeAndGrace(Ms(size), Ms(grace))).Aggregate(Zero, Add, Stored(true))
                .Suppress(Suppressed.UntilWindowCloses(BufferConfig.Unbounded())));
            var (sums, _, time) = PlayTimeWindows(records, size, size, grace);
            PlayAll(script, records).Should().BeEquivalentTo(Closed(sums, size, time - grace));
        },
        iter: 100);

    [TestCase(20, 0)]
    [TestCase(20, 10)]
    public void A_window_that_is_emitted_on_close_is_emitted_once_and_complete(int size, int grace) => Records.Sample(
        records =>
        {
            using var script = Script(it => it.WindowedBy(TimeWindows.OfSizeAndGrace(Ms(size), Ms(grace)))
                .WithEmitStrategy(EmitStrategy.OnWindowClose).Aggregate(Zero, Add, Stored(true)));
            var (sums, _, _) = PlayTimeWindows(records, size, size, grace);
            PlayAll(script, records).Should().BeEquivalentTo(Closed(sums, size, records.Select(record => record.Time).DefaultIfEmpty(-1).Max() - grace));
        },
        iter: 100);

    [TestCase(true)]
    [TestCase(false)]
    public void Sliding_windows_hold_all_records_between_their_ends(bool isCached) => Records.Sample(
        records =>
        {
            const int Difference = 15;
            var late = records.Select(record => record with { Time = record.Time + Difference }).ToArray();
            using var script = Script(
                it => it.WindowedBy(SlidingWindows.OfTimeDifferenceAndGrace(Ms(Difference), Ms(1000))).Aggregate(Zero, Add, Stored(isCached)));
            var sums = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, _, time) in late)
            {
                Expect(key, time - Difference);
                Expect(key, time + 1);
            }

            Play(script, late).Should().Equal(sums);

            void Expect(string key, long start)
            {
                var inside = late.Where(record => record.Key == key && record.Time >= start && record.Time <= start + Difference).ToList();
                if (inside.Count > 0)
                {
                    sums[$"{key} {start},{start + Difference}"] = $"{inside.Sum(record => record.Value)}";
                }
            }
        },
        iter: 100);

    [TestCase(12, 8)]
    [TestCase(3, 0)]
    [TestCase(12, 1000)]
    public void Sessions_hold_records_that_are_close_to_each_other(int gap, int grace) => Records.Sample(
        records =>
        {
            using var script = Script(it => it.WindowedBy(SessionWindows.OfInactivityGapAndGrace(Ms(gap), Ms(grace)))
                .Aggregate(Zero, Add, (_, left, right) => left + right, Stored(true)));
            var sessions = new List<(string Key, long Start, long End, long Sum)>();
            var now = -1L;
            foreach (var (key, value, time) in records)
            {
                now = Math.Max(now, time);
                var near = sessions.FindAll(it => it.Key == key && it.End >= time - gap && it.Start <= time + gap);
                var start = near.Select(it => it.Start).Append(time).Min();
                var end = near.Select(it => it.End).Append(time).Max();
                if (end >= now - gap - grace)
                {
                    sessions.RemoveAll(near.Contains);
                    sessions.Add((key, start, end, near.Sum(it => it.Sum) + value));
                }
            }

            // What is left of sessions that were merged after the store had hidden them is not taken back, as in Kafka Streams.
            var results = Play(script, records);
            foreach (var session in sessions)
            {
                results.Should().Contain($"{session.Key} {session.Start},{session.End}", $"{session.Sum}");
            }
        },
        iter: 100);

    private static long? Zero() => 0;

    private static long? Add(string key, string value, long? sum) => sum + long.Parse(value, CultureInfo.InvariantCulture);

    private static Materialized<string, long?> Stored(bool isCached)
    {
        var materialized = Materialized.As<string, long?>("w");
        return isCached ? materialized : materialized.WithCachingDisabled();
    }

    private static TopologyScript Script(Func<KGroupedStream<string, string>, KTable<Windowed<string>, long?>> aggregate) => new(builder =>
        aggregate(builder.Stream<string, string>("in").GroupByKey())
            .ToStream((key, _) => $"{key.Key} {key.Window.Start},{key.Window.End}").MapValues(sum => sum is null ? null : $"{sum}").To("out"));

    /// <summary>Returns the last value of each window.</summary>
    private static SortedDictionary<string, string> Play(TopologyScript script, (string Key, int Value, long Time)[] records)
    {
        var last = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (window, sum) in PlayAll(script, records))
        {
            if (sum is null)
            {
                last.Remove(window);
            }
            else
            {
                last[window] = sum;
            }
        }

        return last;
    }

    private static List<(string Window, string? Sum)> PlayAll(TopologyScript script, (string Key, int Value, long Time)[] records)
    {
        var input = script.Driver.CreateInputTopic<string, string>("in");
        foreach (var (key, value, time) in records)
        {
            input.Pipe(key, $"{value}", time);
        }

        return [.. script.Driver.CreateOutputTopic<string, string?>("out").ReadKeyValuesToList()];
    }

    private static (SortedDictionary<string, string> Sums, int Dropped, long Time) PlayTimeWindows(
        (string Key, int Value, long Time)[] records, int size, int advance, int grace)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (now, accepted, dropped) = (-1L, -1L, 0);
        foreach (var (key, value, time) in records)
        {
            now = Math.Max(now, time);
            for (var start = 0L; start <= time; start += advance)
            {
                if (time >= start + size)
                {
                    continue;
                }

                if (start + size <= now - grace)
                {
                    dropped++;
                    continue;
                }

                var window = $"{key} {start},{start + size}";
                sums[window] = sums.GetValueOrDefault(window) + value;
                accepted = Math.Max(accepted, time);
            }
        }

        return (new SortedDictionary<string, string>(sums.ToDictionary(it => it.Key, it => $"{it.Value}"), StringComparer.Ordinal), dropped, accepted);
    }

    private static IEnumerable<(string Window, string? Sum)> Closed(SortedDictionary<string, string> sums, int size, long closeTime) => sums
        .Where(it => long.Parse(it.Key.AsSpan(it.Key.IndexOf(' ') + 1, it.Key.IndexOf(',') - it.Key.IndexOf(' ') - 1), CultureInfo.InvariantCulture) + size
            <= closeTime)
        .Select(it => (it.Key, (string?)it.Value));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
