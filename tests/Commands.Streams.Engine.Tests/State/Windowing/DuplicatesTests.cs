using Commands.Streams.State;
using Commands.Streams.Tests.State.Support;

namespace Commands.Streams.Tests.State.Windowing;

/// <summary>Window stores that keep several values of one key and time, as joins do.</summary>
public sealed class DuplicatesTests
{
    [Test]
    public void Equal_values_are_kept_each()
    {
        using var open = Open();
        open.Store.Put("a", "v", 0);
        open.Store.Put("a", "v", 0);
        open.Store.Put("a", null, 0);
        Values(open, "a").Should().Equal("v", "v");
        open.Log.Print().Should().Equal("61000000000000000000000001=76@0", "61000000000000000000000002=76@0", "61000000000000000000000003=null@0");
    }

    [Test]
    public void Duplicates_survive_a_restoration_and_more_are_added_behind_them()
    {
        using var open = Open();
        foreach (var value in new[] { "12345678X", "v2", "v3" })
        {
            open.Store.Put("a", value, 100);
        }

        open.Commit();
        using var copy = open.Restore();
        Values(copy, "a").Should().Equal("12345678X", "v2", "v3");

        copy.Store.Put("a", "v4", 100);
        Values(copy, "a").Should().Equal("12345678X", "v2", "v3", "v4");
        copy.Commit();
        Values(copy, "a").Should().Equal("12345678X", "v2", "v3", "v4");
    }

    [TestCase(1)]
    [TestCase(1_023)]
    [TestCase(1_024)]
    [TestCase(1_025)]
    [TestCase(3_000)]
    public void Duplicates_survive_a_restart_and_more_are_added_behind_them(int count)
    {
        using var open = Open();
        for (var i = 0; i < count; i++)
        {
            open.Store.Put("a", $"{i}", 100);
        }

        open.Commit();
        using var again = Open(open.Staged.Store);
        again.Store.Put("a", "last", 100);
        Values(again, "a").Should().Equal(Enumerable.Range(0, count).Select(i => $"{i}").Append("last"));
    }

    [Test]
    public void Numbers_that_were_dropped_are_not_remembered_as_stored()
    {
        using var open = Open();
        open.Store.Put("a", "dropped", 100);
        open.Staged.Drop();
        for (var i = 0; i < 3; i++)
        {
            open.Store.Put("a", $"{i}", 100);
        }

        open.Commit();
        using var again = Open(open.Staged.Store);
        again.Store.Put("a", "last", 100);
        Values(again, "a").Should().Equal("0", "1", "2", "last");
    }

    [Test]
    public void A_delete_removes_all_values_of_a_key_and_a_time()
    {
        using var open = Open();
        open.Store.Put("a", "1", 5);
        open.Store.Put("a", "2", 5);
        open.Commit();
        open.Store.Put("a", "3", 5);
        open.Store.Put("a", "4", 6);
        open.Store.TryFetch("a", 5, out var first).Should().BeTrue();
        first.Should().Be("1");
        open.Store.Delete("a", 5);
        Values(open, "a").Should().Equal("4");
        open.Store.TryFetch("a", 5, out _).Should().BeFalse();
        open.Commit();
        Values(open.Restore(), "a").Should().Equal("4");
    }

    private static OpenStore<IWindowStore<string, string>> Open(Commands.Streams.State.Bytes.IBytesStore? bytes = null) =>
        new(Stores.WindowStoreBuilder<string, string>(
            Stores.InMemoryWindowStore("join", TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(20), retainDuplicates: true)), bytes);

    private static IEnumerable<string> Values(OpenStore<IWindowStore<string, string>> open, string key) =>
        open.Store.Fetch(key, 0, long.MaxValue).Select(it => it.Value);
}
