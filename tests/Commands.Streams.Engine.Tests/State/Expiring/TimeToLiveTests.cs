using Commands.Streams.State;
using Commands.Streams.Tests.State.Support;
using CsCheck;

namespace Commands.Streams.Tests.State.Expiring;

public sealed class TimeToLiveTests
{
    private static readonly string[] Keys = ["a", "aa", "", "b", "c"];

    [TestCase(false)]
    [TestCase(true)]
    public void Any_operations_leave_what_a_model_holds(bool isCached)
    {
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, Keys.Length - 1], Gen.Int[0, Keys.Length - 1], Gen.Long[0, 60], Gen.Bool).Array[0, 80].Sample(
            steps =>
            {
                var builder = Builder(isCached);
                var open = new OpenStore<IKeyValueStore<string, string>>(builder);
                var records = new List<(byte[] Key, byte[]? Value, long Timestamp)>();
                var model = new ExpiringModel(20);
                for (var i = 0; i < steps.Length; i++)
                {
                    var (step, index, other, time, isReverse) = steps[i];
                    var (key, to) = (Keys[index], Keys[other]);
                    open.Log.Time = time;
                    switch (step)
                    {
                        case 0:
                            open.Commit();
                            break;
                        case 1:
                            open.Commit();
                            records.AddRange(open.Log.Records);
                            open = new OpenStore<IKeyValueStore<string, string>>(builder, open.Staged.Store);
                            break;
                        case 2:
                            open.Store.Delete(key, out var deleted).Should().Be(model.Get(key) is not null);
                            deleted.Should().Be(model.Get(key));
                            model.Delete(key);
                            break;
                        case 3:
                            open.Store.PutIfAbsent(key, $"{i}", out var existing).Should().Be(model.Get(key) is null);
                            existing.Should().Be(model.Get(key));
                            model.PutIfAbsent(key, $"{i}", time);
                            break;
                        default:
                            open.Store.Put(key, $"{i}", time, open.Log);
                            model.Put(key, $"{i}", time);
                            break;
                    }

                    Compare(open.Store, model, key, to, isReverse);
                }

                open.Commit();
                records.AddRange(open.Log.Records);
                Fold(records).Should().Equal(model.Range(string.Empty, "z", isReverse: false), "expired entries have a tombstone in the changelog");
                using var copy = new OpenStore<IKeyValueStore<string, string>>(builder);
                copy.Log.Records.AddRange(records);
                Compare(copy.Restore().Store, model, "a", "b", isReverse: false);
            },
            iter: 300);
    }

    [TestCase(119, true)]
    [TestCase(120, false)]
    public void An_entry_lives_for_exactly_its_time(long streamTime, bool isAlive)
    {
        using var open = new OpenStore<IKeyValueStore<string, string>>(Builder(isCached: false));
        open.Store.Put("k", "v", 100, open.Log);
        open.Store.Put("other", "v", streamTime, open.Log);

        open.Store.TryGet("k", out _).Should().Be(isAlive);
        open.Store.All().Select(entry => entry.Key).Should().Equal(isAlive ? ["k", "other"] : ["other"]);
        open.Log.Print().Last().Should().Be(isAlive ? $"6F74686572=76@{streamTime}" : $"6B=null@{streamTime}");
    }

    [Test]
    public void A_timestamped_entry_lives_by_its_own_timestamp()
    {
        using var open = new OpenStore<ITimestampedKeyValueStore<string, string>>(Stores.TimestampedKeyValueStoreBuilder<string, string>(
            Stores.InMemoryKeyValueStore("ttl").WithTimeToLive(TimeSpan.FromMilliseconds(20))));
        open.Log.Time = 999;
        open.Store.Put("k", new ValueAndTimestamp<string>("v", 100));
        open.Store.Put("l", new ValueAndTimestamp<string>("w", 110));
        open.Store.Put("m", new ValueAndTimestamp<string>("x", 120));

        open.Store.All().Select(entry => entry.Value).Should().Equal(new ValueAndTimestamp<string>("w", 110), new ValueAndTimestamp<string>("x", 120));
        open.Log.Print().Should().Equal("6B=76@100", "6C=77@110", "6D=78@120", "6B=null@999");
    }

    [Test]
    public void Nothing_is_left_of_expired_entries()
    {
        using var open = new OpenStore<IKeyValueStore<string, string>>(Builder(isCached: false));
        for (var time = 0; time < 5_000; time++)
        {
            open.Store.Put($"{time}", "v", time, open.Log);
            open.Store.Put("again", "v", time, open.Log);
            open.Commit();
        }

        open.Store.ApproximateNumEntries.Should().Be(21);
        open.Staged.Store.ApproximateCount.Should().Be((2 * 21) + 1, "beside the entries there is when they are due, and the time");
    }

    [Test]
    public void A_time_to_live_is_at_least_a_millisecond() =>
        Stores.InMemoryKeyValueStore("ttl").Invoking(it => it.WithTimeToLive(TimeSpan.Zero)).Should().Throw<ArgumentOutOfRangeException>();

    private static void Compare(IKeyValueStore<string, string> store, ExpiringModel model, string key, string to, bool isReverse)
    {
        foreach (var one in Keys)
        {
            (store.TryGet(one, out var value) ? value : null).Should().Be(model.Get(one));
        }

        Print(isReverse ? store.ReverseAll() : store.All()).Should().Equal(model.Range(string.Empty, "z", isReverse));
        Print(isReverse ? store.ReverseRange(key, to) : store.Range(key, to)).Should().Equal(model.Range(key, to, isReverse));
        Print(store.PrefixScan("a", Serdes.String)).Should().Equal(model.Range("a", "az", isReverse: false));
    }

    private static IEnumerable<string> Fold(List<(byte[] Key, byte[]? Value, long Timestamp)> records) => records
        .GroupBy(record => System.Text.Encoding.UTF8.GetString(record.Key)).Where(group => group.Last().Value is not null)
        .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}={System.Text.Encoding.UTF8.GetString(group.Last().Value!)}");

    private static IEnumerable<string> Print(IEnumerable<KeyValuePair<string, string>> entries) => entries.Select(entry => $"{entry.Key}={entry.Value}");

    private static StoreBuilder<IKeyValueStore<string, string>> Builder(bool isCached)
    {
        var builder = Stores.KeyValueStoreBuilder<string, string>(Stores.InMemoryKeyValueStore("ttl").WithTimeToLive(TimeSpan.FromMilliseconds(20)));
        return isCached ? builder.WithCachingEnabled() : builder;
    }
}
