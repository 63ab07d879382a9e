using Commands.Streams.State;
using Commands.Streams.Tests.State.Support;
using CsCheck;

namespace Commands.Streams.Tests.State.Versioning;

public sealed class VersionedKeyValueStoreTests
{
    private const long Latest = IVersionedKeyValueStore<string, string>.IsLatest;
    private const long Refused = IVersionedKeyValueStore<string, string>.Refused;

    private static readonly string[] Keys = ["a", "aa", "a\0\0\0\0\0\0\0\0", "", "b"];

    [Test]
    public void Any_operations_leave_what_a_model_holds()
    {
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, Keys.Length - 1], Gen.Long[0, 200]).Array[0, 150].Sample(
            steps =>
            {
                var builder = Builder(history: 40);
                var open = new OpenStore<IVersionedKeyValueStore<string, string>>(builder);
                var model = new VersionModel(40);
                for (var i = 0; i < steps.Length; i++)
                {
                    var (step, index, time) = steps[i];
                    var key = Keys[index];
                    switch (step)
                    {
                        case 0:
                            open.Commit();
                            break;
                        case 1:
                            open.Commit();
                            open = new OpenStore<IVersionedKeyValueStore<string, string>>(builder, open.Staged.Store);
                            break;
                        case 2:
                            open.Store.Delete(key, time, out var deleted).Should().Be(model.Delete(key, time, out var expected));
                            deleted.Should().Be(expected);
                            break;
                        case 3:
                            open.Store.Put(key, null, time).Should().Be(model.Put(key, null, time));
                            break;
                        default:
                            open.Store.Put(key, $"{i}", time).Should().Be(model.Put(key, $"{i}", time));
                            break;
                    }

                    Compare(open, model, time);
                }
            },
            iter: 200);
    }

    [Test]
    public void A_restored_copy_equals_the_original()
    {
        Gen.Select(Gen.Int[0, Keys.Length - 1], Gen.Long[0, 200], Gen.Bool).Array[0, 100].Sample(
            writes =>
            {
                using var open = new OpenStore<IVersionedKeyValueStore<string, string>>(Builder(history: 40));
                var model = new VersionModel(40);
                foreach (var (key, time, isDelete) in writes)
                {
                    open.Store.Put(Keys[key], isDelete ? null : $"{time}", time).Should().Be(model.Put(Keys[key], isDelete ? null : $"{time}", time));
                }

                using var copy = open.Restore();
                for (var time = 0; time < 200; time += 7)
                {
                    Compare(copy, model, time);
                }

                copy.Store.Put("a", "new", 160).Should().Be(model.Put("a", "new", 160));
            },
            iter: 200);
    }

    [Test]
    public void An_update_older_than_a_delete_does_not_bring_the_row_back()
    {
        using var open = new OpenStore<IVersionedKeyValueStore<string, string>>(Builder(history: 1_000));
        open.Store.Put("k", "a", 10).Should().Be(Latest);
        open.Store.Put("k", null, 20).Should().Be(Latest);
        open.Store.Put("k", "old", 15).Should().Be(20);
        open.Store.TryGet("k", out _).Should().BeFalse();
        open.Store.TryGet("k", 15, out var found).Should().BeTrue();
        found.Should().Be(new VersionedRecord<string>("old", 15, 20));
        open.Store.TryGet("k", 14, out found).Should().BeTrue();
        found.Should().Be(new VersionedRecord<string>("a", 10, 15));
        open.Store.Put("k", "late", 19).Should().Be(20);
        open.Store.Put("k", "new", 30).Should().Be(Latest);
        open.Store.TryGet("k", out found).Should().BeTrue();
        found.Should().Be(new VersionedRecord<string>("new", 30, null));
    }

    [TestCase(59, Refused)]
    [TestCase(60, 100)]
    public void A_version_older_than_the_history_is_refused(long timestamp, long result)
    {
        using var open = new OpenStore<IVersionedKeyValueStore<string, string>>(Builder(history: 40));
        open.Store.Put("a", "1", 100).Should().Be(Latest);
        open.Store.Put("a", "2", timestamp).Should().Be(result);
        open.Log.ExpiredCount.Should().Be(result == Refused ? 1 : 0);
    }

    [Test]
    public void A_version_is_logged_with_its_own_timestamp_and_a_delete_as_a_tombstone()
    {
        using var open = new OpenStore<IVersionedKeyValueStore<string, string>>(Builder(history: 40));
        open.Log.Time = 99;
        open.Store.Put("k", "v", 5);
        open.Store.Delete("k", 6, out _).Should().BeTrue();
        open.Store.Put("k", string.Empty, 7);
        open.Log.Print().Should().Equal("6B=76@5", "6B=null@6", "6B=@7");
    }

    [Test]
    public void Versions_of_no_use_leave_the_back_end()
    {
        using var open = new OpenStore<IVersionedKeyValueStore<string, string>>(Builder(history: 40));
        for (var time = 0; time < 2_000; time++)
        {
            open.Store.Put("hot", $"{time}", time);
            open.Store.Put($"{time % 500}", time > 1_000 ? null : $"{time}", time);
            open.Commit();
        }

        open.Staged.Store.ApproximateCount.Should().BeLessThan(250, "the history is 40 long, and deleted keys go too");
        open.Store.TryGet("hot", 1_960, out var found).Should().BeTrue();
        found.Value.Should().Be("1960");
    }

    [Test]
    public void Caching_is_refused()
    {
        var problems = new List<string>();
        Builder(history: 1).WithCachingEnabled().AddProblems(new Commands.Streams.Serialization.SerdeRegistry(), problems.Add);
        problems.Should().Equal("Store 'versions' keeps versions, so it cannot be cached. Remove WithCachingEnabled.");
    }

    private static void Compare(OpenStore<IVersionedKeyValueStore<string, string>> open, VersionModel model, long time)
    {
        foreach (var key in Keys)
        {
            open.Store.TryGet(key, out var latest).Should().Be(model.TryGet(key, out var expected));
            latest.Should().Be(expected);
            open.Store.TryGet(key, time, out var found).Should().Be(model.TryGet(key, time, out var expectedThen));
            found.Should().Be(expectedThen);
        }
    }

    private static StoreBuilder<IVersionedKeyValueStore<string, string>> Builder(int history) =>
        Stores.VersionedKeyValueStoreBuilder<string, string>(Stores.InMemoryVersionedKeyValueStore("versions", TimeSpan.FromMilliseconds(history)));
}
