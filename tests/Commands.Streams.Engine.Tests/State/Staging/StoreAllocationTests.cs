using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Staging;
using Commands.Streams.State.Typed;
using Commands.Streams.Tests.State.Support;

namespace Commands.Streams.Tests.State.Staging;

/// <summary>Stores allocate nothing of their own for a record in steady work.</summary>
public sealed class StoreAllocationTests
{
    private const int Keys = 2_000;

    [TestCase(false, false)]
    [TestCase(false, true)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public void Reading_and_writing_keys_allocates_nothing(bool isCached, bool hasTimeToLive)
    {
        var supplier = Stores.InMemoryKeyValueStore("counts");
        var builder = Stores.KeyValueStoreBuilder<long, long>(hasTimeToLive ? supplier.WithTimeToLive(TimeSpan.FromMilliseconds(Keys / 2)) : supplier);
        using var open = new OpenStore<IKeyValueStore<long, long>>(isCached ? builder.WithCachingEnabled() : builder);
        var context = new SilentContext();
        open.Staged.Context = context;
        Measure(() =>
        {
            for (var key = 0L; key < Keys; key++)
            {
                context.Time++;
                open.Store.TryGet(key, out var count);
                open.Store.Put(key, count + 1);
                if (key % 7 == 0)
                {
                    open.Store.Delete(key, out _);
                }
            }

            open.Commit();
        }).Should().Be(0);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Reading_and_writing_windows_allocates_nothing(bool isCached)
    {
        var builder = Stores.TimestampedWindowStoreBuilder<long, long>(
            Stores.InMemoryWindowStore("w", TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(1)));
        using var open = new OpenStore<ITimestampedWindowStore<long, long>>(isCached ? builder.WithCachingEnabled() : builder);
        var store = (TimestampedWindowStore<long, long>)open.Store;
        var context = new SilentContext();
        open.Staged.Context = context;
        Measure(() =>
        {
            for (var key = 0L; key < Keys; key++)
            {
                context.Time += 100;
                using var cursor = store.Scan(key % 10, context.Time - 5_000, context.Time);
                var sum = 1L;
                while (cursor.MoveNext())
                {
                    sum += cursor.Value.Value + cursor.Time;
                }

                store.Put(key % 10, new ValueAndTimestamp<long>(sum, context.Time), context.Time / 1_000 * 1_000);
            }

            open.Commit();
        }).Should().Be(0);
    }

    [Test]
    public void Reading_and_writing_sessions_allocates_nothing()
    {
        using var open = new OpenStore<ISessionStore<long, long>>(Stores.SessionStoreBuilder<long, long>(
            Stores.InMemorySessionStore("s", TimeSpan.FromMinutes(3))));
        var store = (SessionStore<long, long>)open.Store;
        var context = new SilentContext();
        open.Staged.Context = context;
        Measure(() =>
        {
            for (var key = 0L; key < Keys; key++)
            {
                context.Time += 100;
                var (sum, start) = (1L, context.Time);
                using (var cursor = store.Scan(key % 10, context.Time - 1_500, context.Time + 1_500))
                {
                    while (cursor.MoveNext())
                    {
                        sum += cursor.Value;
                        start = Math.Min(start, cursor.SessionStart);
                        store.Remove(new Windowed<long>(key % 10, new Window(cursor.SessionStart, cursor.Time)));
                    }
                }

                store.Put(new Windowed<long>(key % 10, new Window(start, context.Time)), sum);
            }

            open.Commit();
        }).Should().Be(0);
    }

    /// <summary>Returns the least that a run allocated, after some that fill what is reused.</summary>
    private static long Measure(Action run)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private sealed class SilentContext : IStoreContext
    {
        public long Time { get; set; }

        public string ChangelogTopic => "changelog";

        public EntryInfo BeginWrite() => new(Time, Headers.Empty, "in", 0, Time);

        public void Log(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool hasValue, long timestamp, Headers headers)
        {
        }

        public void OnExpired()
        {
        }
    }
}
