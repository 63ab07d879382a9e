using Commands.Streams.State;
using Commands.Streams.State.InMemory;
using Commands.Streams.Tests.State.Support;
using CsCheck;

namespace Commands.Streams.Tests.State.Windowing;

public sealed class WindowStoreTests
{
    private static readonly string[] Keys = ["a", "aa", "a\0\0\0\0\0\0\0", "ab", "", "b"];

    /// <summary>Some in one segment, some segments apart, and jumps over thousands of segments.</summary>
    private static readonly Gen<long> Time = Gen.Frequency(
        (10, Gen.Long[0, 30]), (10, Gen.Long[100_000, 100_050]), (6, Gen.Long[0, 400_000]), (1, Gen.Long[0, 1_000_000_000_000]));

    private enum Step
    {
        Put,
        Delete,
        Flush,
        Commit,
        Read,
        Restart,
    }

    [Test]
    [Combinatorial]
    public void Any_operations_leave_what_a_model_holds([Values(20, 150_000)] int retention, [Values] bool isCached, [Values] bool isPersistent)
    {
        var kind = Gen.Frequency(
            (12, Gen.Const(Step.Put)), (3, Gen.Const(Step.Delete)), (2, Gen.Const(Step.Flush)), (2, Gen.Const(Step.Commit)), (5, Gen.Const(Step.Read)),
            (1, Gen.Const(Step.Restart)));
        Gen.Select(kind, Gen.Int[0, Keys.Length - 1], Gen.Int[0, Keys.Length - 1], Time, Time).Array[0, 60].Sample(
            steps =>
            {
                var builder = Builder(retention, isCached);
                var open = new OpenStore<IWindowStore<string, string>>(builder, isPersistent ? new SlowStore() : new InMemoryBytesStore());
                var model = new WindowModel(retention, isCached);
                for (var i = 0; i < steps.Length; i++)
                {
                    var (step, keyIndex, otherIndex, time, other) = steps[i];
                    var (key, otherKey, value) = (Keys[keyIndex], Keys[otherIndex], i.ToString());
                    switch (step)
                    {
                        case Step.Put:
                            open.Store.Put(key, value, time);
                            model.Put(key, time, 0, value);
                            break;
                        case Step.Delete:
                            open.Store.Put(key, null, time);
                            model.Put(key, time, 0, null);
                            break;
                        case Step.Flush:
                            open.Staged.Flush();
                            model.Flush();
                            break;
                        case Step.Commit:
                            open.Commit();
                            model.Commit();
                            break;
                        case Step.Restart:
                            open.Commit();
                            model.Restart();
                            open = new OpenStore<IWindowStore<string, string>>(builder, open.Staged.Store);
                            break;
                        default:
                            Compare(open.Store, model, key, otherKey, Math.Min(time, other), Math.Max(time, other));
                            break;
                    }

                    (open.Store.TryFetch(key, time, out var found) ? found : null).Should().Be(model.Get(key, time, 0));
                }

                Compare(open.Store, model, Keys[0], Keys[^1], 0, long.MaxValue);
            },
            iter: 300);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_restored_copy_equals_the_original(bool isCached)
    {
        Gen.Select(Gen.Int[0, Keys.Length - 1], Time, Gen.Bool).Array[0, 40].Sample(
            writes =>
            {
                using var open = new OpenStore<IWindowStore<string, string>>(Builder(150_000, isCached));
                var model = new WindowModel(150_000, isCached);
                foreach (var (key, time, isDelete) in writes)
                {
                    open.Store.Put(Keys[key], isDelete ? null : $"{time}", time);
                    model.Put(Keys[key], time, 0, isDelete ? null : $"{time}");
                    if (time % 5 == 0)
                    {
                        open.Commit();
                        model.Commit();
                    }
                }

                open.Commit();
                model.Restart();
                using var copy = open.Restore();
                Print(copy.Store.All()).Should().Equal(model.All(_ => true));
                copy.Commit();
                Print(copy.Store.All()).Should().Equal(model.All(_ => true));
            },
            iter: 200);
    }

    [Test]
    public void Keys_that_begin_alike_are_kept_apart()
    {
        const string Long = "a\0\0\0\0\0\0\0";
        using var open = new OpenStore<IWindowStore<string, string>>(Builder(200, isCached: false));
        foreach (var (key, time) in new[] { ("a", 0), ("aa", 0), ("aa", 10), ("a", 10), (Long, 10) })
        {
            open.Store.Put(key, "1", time);
        }

        Check();
        open.Commit();
        Check();

        void Check()
        {
            Times("a", 0, 10).Should().Equal(0, 10);
            Times("aa", 0, long.MaxValue).Should().Equal(0, 10);
            Times(Long, 0, 10).Should().Equal(10);
            Times("a", 0, long.MaxValue).Should().Equal(0, 10);
            open.Store.BackwardFetch("a", 0, 10).Select(it => it.Key).Should().Equal(10, 0);
            open.Store.BackwardFetch(Long, 0, 10).Select(it => it.Key).Should().Equal(10);
        }

        IEnumerable<long> Times(string key, long from, long to) => open.Store.Fetch(key, from, to).Select(it => it.Key);
    }

    [Test]
    public void What_is_as_old_as_the_retention_is_hidden_and_refused()
    {
        using var open = new OpenStore<IWindowStore<string, string>>(Builder(20, isCached: false));
        open.Store.Put("a", "1", 80);
        open.Store.Put("a", "2", 81);
        open.Store.Put("b", "3", 100);

        Print(open.Store.All()).Should().Equal("a@81=2", "b@100=3");
        open.Store.TryFetch("a", 80, out _).Should().BeFalse();
        open.Log.ExpiredCount.Should().Be(0);
        open.Log.Records.Clear();

        open.Store.Put("c", "4", 80);
        open.Store.Put("c", "5", 81);
        open.Log.ExpiredCount.Should().Be(0, "its segment is still kept");
        open.Log.Records.Should().HaveCount(2, "Kafka Streams logs a refused write too");
        Print(open.Store.All()).Should().Equal("a@81=2", "c@81=5", "b@100=3");
    }

    [TestCase(59_999, 1)]
    [TestCase(60_000, 0)]
    public void What_is_refused_is_reported_once_its_segment_is_gone(long start, int count)
    {
        using var open = new OpenStore<IWindowStore<string, string>>(Builder(20, isCached: false));
        open.Store.Put("b", "3", 60_020);
        open.Store.Put("c", "4", start);
        open.Log.ExpiredCount.Should().Be(count);
        Print(open.Store.All()).Should().Equal("b@60020=3");
    }

    [Test]
    public void A_cache_shows_what_has_been_hidden_since_the_store_was_opened()
    {
        using var open = new OpenStore<IWindowStore<string, string>>(Builder(20, isCached: true));
        open.Store.Put("a", "1", 0);
        open.Store.Put("b", "2", 1_000);
        Print(open.Store.All()).Should().Equal("a@0=1", "b@1000=2");
        open.Staged.Flush();
        Print(open.Store.All()).Should().Equal("a@0=1", "b@1000=2");
        open.Log.Records.Should().HaveCount(2);
        open.Log.ExpiredCount.Should().Be(0);
        open.Commit();
        using var reopened = new OpenStore<IWindowStore<string, string>>(Builder(20, isCached: true), open.Staged.Store);
        Print(reopened.Store.All()).Should().Equal("b@1000=2");
    }

    [Test]
    public void A_refused_update_leaves_what_was_flushed_before()
    {
        using var open = new OpenStore<IWindowStore<string, string>>(Builder(20, isCached: true));
        open.Store.Put("a", "1", 0);
        open.Staged.Flush();
        open.Store.Put("b", "2", 200_000);
        open.Store.Put("a", "late", 0);
        open.Staged.Flush();
        Print(open.Store.All()).Should().Equal("a@0=1", "b@200000=2");
    }

    [Test]
    public void Old_segments_leave_the_back_end()
    {
        using var open = new OpenStore<IWindowStore<string, string>>(Builder(60_000, isCached: false));
        for (var time = 0; time < 1_000_000; time += 10_000)
        {
            open.Store.Put("a", "1", time);
            open.Commit();
        }

        open.Staged.Store.ApproximateCount.Should().BeLessThan(20);
    }

    [Test]
    public void A_plain_entry_is_logged_as_key_start_and_sequence()
    {
        using var open = new OpenStore<IWindowStore<string, string>>(Builder(60_000, isCached: false));
        open.Log.Time = 7;
        open.Store.Put("k", "v", 258);
        open.Store.Put("k", null, 258);
        open.Log.Print().Should().Equal("6B000000000000010200000000=76@7", "6B000000000000010200000000=null@7");
    }

    [Test]
    public void A_timestamped_entry_is_logged_without_its_timestamp_which_is_the_records()
    {
        using var open = new OpenStore<ITimestampedWindowStore<string, string>>(Stores.TimestampedWindowStoreBuilder<string, string>(
            Stores.InMemoryWindowStore("w", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1))));
        open.Log.Time = 7;
        open.Store.Put("k", new ValueAndTimestamp<string>("v", 99), 1);
        open.Store.Delete("k", 1);
        open.Store.Put("k", new ValueAndTimestamp<string>("w", 98), 1);
        open.Log.Print().Should().Equal(
            "6B000000000000000100000000=76@99", "6B000000000000000100000000=null@7", "6B000000000000000100000000=77@98");

        using var copy = open.Restore();
        copy.Store.TryFetch("k", 1, out var found).Should().BeTrue();
        found.Should().Be(new ValueAndTimestamp<string>("w", 98));
    }

    private static void Compare(IWindowStore<string, string> store, WindowModel model, string key, string otherKey, long from, long to)
    {
        Print(store.All()).Should().Equal(model.All(_ => true));
        Print(store.FetchAll(from, to)).Should().Equal(model.All(it => it.Time >= from && it.Time <= to));
        Print(store.BackwardFetchAll(from, to)).Should().Equal(model.All(it => it.Time >= from && it.Time <= to, isReverse: true));
        Print(store.FetchRange(key, otherKey, from, to)).Should().Equal(model.All(it =>
            it.Time >= from && it.Time <= to && string.CompareOrdinal(it.Key, key) >= 0 && string.CompareOrdinal(it.Key, otherKey) <= 0));
        store.Fetch(key, from, to).Select(it => $"{key}@{it.Key}={it.Value}").Should().Equal(
            model.All(it => it.Key == key && it.Time >= from && it.Time <= to));
        store.BackwardFetch(key, from, to).Select(it => $"{key}@{it.Key}={it.Value}").Should().Equal(
            model.All(it => it.Key == key && it.Time >= from && it.Time <= to, isReverse: true));
    }

    private static StoreBuilder<IWindowStore<string, string>> Builder(int retention, bool isCached)
    {
        var builder = Stores.WindowStoreBuilder<string, string>(
            Stores.InMemoryWindowStore("w", TimeSpan.FromMilliseconds(retention), TimeSpan.FromMilliseconds(10)));
        return isCached ? builder.WithCachingEnabled() : builder;
    }

    private static IEnumerable<string> Print(IEnumerable<KeyValuePair<Windowed<string>, string>> entries) =>
        entries.Select(entry => $"{entry.Key.Key}@{entry.Key.Window.Start}={entry.Value}");
}
