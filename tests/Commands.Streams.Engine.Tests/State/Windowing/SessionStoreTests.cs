using Commands.Streams.State;
using Commands.Streams.Tests.State.Support;
using CsCheck;

namespace Commands.Streams.Tests.State.Windowing;

public sealed class SessionStoreTests
{
    private static readonly string[] Keys = ["a", "aa", "a\0\0\0\0\0\0\0", "b"];

    [TestCase(20, false)]
    [TestCase(20, true)]
    [TestCase(150_000, false)]
    [TestCase(150_000, true)]
    public void Any_operations_leave_what_a_model_holds(int retention, bool isCached)
    {
        var end = Gen.Frequency((10, Gen.Long[0, 30]), (5, Gen.Long[0, 400_000]), (1, Gen.Long[0, 1_000_000_000_000]));
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, Keys.Length - 1], Gen.Int[0, Keys.Length - 1], end, Gen.Long[0, 10], end).Array[0, 60].Sample(
            steps =>
            {
                using var open = new OpenStore<ISessionStore<string, string>>(Builder(retention, isCached));
                var model = new WindowModel(retention, isCached);
                for (var i = 0; i < steps.Length; i++)
                {
                    var (step, keyIndex, otherIndex, last, length, other) = steps[i];
                    var (key, otherKey, start) = (Keys[keyIndex], Keys[otherIndex], Math.Max(0, last - length));
                    switch (step)
                    {
                        case 0:
                            open.Commit();
                            model.Commit();
                            break;
                        case 1:
                            open.Store.Remove(new Windowed<string>(key, new Window(start, last)));
                            model.Put(key, last, start, null);
                            break;
                        case 2 or 3:
                            Compare(open.Store, model, key, otherKey, Math.Min(last, other), Math.Max(last, other));
                            break;
                        default:
                            open.Store.Put(new Windowed<string>(key, new Window(start, last)), $"{i}");
                            model.Put(key, last, start, $"{i}");
                            break;
                    }

                    (open.Store.TryFetchSession(key, start, last, out var found) ? found : null).Should().Be(model.Get(key, last, start));
                }

                Compare(open.Store, model, Keys[0], Keys[^1], 0, long.MaxValue);
                open.Commit();
                model.Restart();
                using var copy = open.Restore();
                Print(copy.Store.FindSessionsByEnd(0, long.MaxValue)).Should().Equal(model.All(_ => true));
            },
            iter: 300);
    }

    [Test]
    public void Sessions_that_overlap_are_found_by_end_and_start()
    {
        using var open = new OpenStore<ISessionStore<string, string>>(Builder(1_000, isCached: false));
        foreach (var (start, end) in new[] { (0, 1), (1, 2), (1, 5), (4, 5), (4, 6), (5, 6) })
        {
            open.Store.Put(new Windowed<string>("k", new Window(start, end)), "v");
        }

        open.Store.FindSessions("k", 2, 4).Select(it => it.Key.Window.ToString()).Should().Equal("1/2", "1/5", "4/5", "4/6");
        open.Store.BackwardFindSessions("k", 2, 4).Select(it => it.Key.Window.ToString()).Should().Equal("4/6", "4/5", "1/5", "1/2");
    }

    [Test]
    public void A_session_is_logged_as_key_end_and_start()
    {
        using var open = new OpenStore<ISessionStore<string, string>>(Builder(1_000, isCached: false));
        open.Log.Time = 9;
        open.Store.Put(new Windowed<string>("k", new Window(1, 258)), "v");
        open.Log.Print().Should().Equal("6B00000000000001020000000000000001=76@9");
    }

    [TestCase(99, true)]
    [TestCase(100, false)]
    [TestCase(101, false)]
    public void A_session_is_hidden_when_its_end_is_as_old_as_the_retention(long streamTime, bool isVisible)
    {
        using var open = new OpenStore<ISessionStore<string, string>>(Builder(90, isCached: false));
        open.Store.Put(new Windowed<string>("k", new Window(0, 10)), "v");
        open.Store.Put(new Windowed<string>("other", new Window(streamTime, streamTime)), "v");
        open.Store.FindSessions("k", 0, 1_000).Any().Should().Be(isVisible);
        open.Store.TryFetchSession("k", 0, 10, out _).Should().Be(isVisible);
    }

    private static void Compare(ISessionStore<string, string> store, WindowModel model, string key, string otherKey, long earliestEnd, long latest)
    {
        Print(store.FindSessionsByEnd(earliestEnd, latest)).Should().Equal(model.All(it => it.Time >= earliestEnd && it.Time <= latest));
        Print(store.Fetch(key)).Should().Equal(model.All(it => it.Key == key));
        Print(store.FindSessions(key, earliestEnd, latest)).Should().Equal(
            model.All(it => it.Key == key && it.Time >= earliestEnd && it.Tail <= latest));
        Print(store.BackwardFindSessions(key, earliestEnd, latest)).Should().Equal(
            model.All(it => it.Key == key && it.Time >= earliestEnd && it.Tail <= latest, isReverse: true));
        Print(store.FetchRange(key, otherKey)).Should().Equal(
            model.All(it => string.CompareOrdinal(it.Key, key) >= 0 && string.CompareOrdinal(it.Key, otherKey) <= 0));
    }

    private static StoreBuilder<ISessionStore<string, string>> Builder(int retention, bool isCached)
    {
        var builder = Stores.SessionStoreBuilder<string, string>(Stores.InMemorySessionStore("s", TimeSpan.FromMilliseconds(retention)));
        return isCached ? builder.WithCachingEnabled() : builder;
    }

    private static IEnumerable<string> Print(IEnumerable<KeyValuePair<Windowed<string>, string>> entries) =>
        entries.Select(entry => $"{entry.Key.Key}@{entry.Key.Window.End}={entry.Value}");
}
