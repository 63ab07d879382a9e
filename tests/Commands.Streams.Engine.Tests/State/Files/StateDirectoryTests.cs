using System.Text;
using Commands.Streams.Errors;
using Commands.Streams.State.Files;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.State.Files;

public sealed class StateDirectoryTests
{
    private const string Root = "/state";

    private static readonly Guid First = new("11111111-1111-1111-1111-111111111111");
    private static readonly Guid Second = new("22222222-2222-2222-2222-222222222222");
    private static readonly StatePartition Orders = new("orders", 3);
    private static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);

    private readonly FaultyFiles _files = new();
    private readonly ManualTimeProvider _time = new();

    [Test]
    public void A_partition_has_a_directory_by_its_names()
    {
        using var directory = Open();

        directory.TryClaim(Orders).Should().Be("/state/warehouse/orders/3");
        directory.TryClaim(new StatePartition("orders", StatePartition.AllPartitions)).Should().Be("/state/warehouse/orders/global");
    }

    [Test]
    public void A_partition_is_claimed_by_one_worker_at_a_time()
    {
        using var directory = Open();
        var path = directory.TryClaim(Orders);

        directory.TryClaim(Orders).Should().BeNull();
        directory.Release(Orders);
        directory.TryClaim(Orders).Should().Be(path);
    }

    [Test]
    public void A_second_holder_is_told_about_the_first()
    {
        using var first = Open();

        var act = () => StateDirectory.Open(_files, Root, new StateOwner("warehouse", 5, "b"), Second, _time);

        act.Should().Throw<StoreException>().WithMessage(
            "The state directory /state/warehouse cannot be used by application 'warehouse' in process 5 on 'b', because application 'warehouse' in process " +
            "4 on 'a' holds it. Stop that one first, or give each of them its own StreamsOptions.StateDirectory.");
    }

    [Test]
    public void A_directory_is_free_after_its_holder_closed_it_or_died()
    {
        Open().Dispose();
        Open();
        _files.Kill();
        Open().Dispose();
    }

    [Test]
    public void A_failed_opening_holds_nothing()
    {
        _files.Failure = new IOException("No space left on device.");
        var act = () => Open();
        act.Should().Throw<StoreException>().WithMessage("*/state/warehouse*No space left on device.*Set StreamsOptions.StateDirectory*");

        _files.Failure = null;
        _files.ChangesUntilKill = 2;
        act.Should().Throw<FaultyFiles.KilledException>();
        _files.ChangesUntilKill = int.MaxValue;

        Open().Dispose();
    }

    [Test]
    public void A_process_keeps_its_id()
    {
        Open(First).Dispose();
        using (var again = Open(Second))
        {
            again.ProcessId.Should().Be(First);
        }

        Encoding.UTF8.GetString(_files.Read("/state/warehouse/.process.json")!).Should().Contain(First.ToString());
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{ "processId": 5 }""")]
    [TestCase("""{ "processId": "x" }""")]
    [TestCase("""{ "processId": "00000000-0000-0000-0000-000000000000" }""")]
    public void An_id_that_cannot_be_read_is_replaced(string content)
    {
        _files.CreateDirectory("/state/warehouse");
        _files.Replace("/state/warehouse/.process.json", Encoding.UTF8.GetBytes(content));

        using (var directory = Open(Second))
        {
            directory.ProcessId.Should().Be(Second);
        }

        using var again = Open(First);
        again.ProcessId.Should().Be(Second);
    }

    [Test]
    public void A_wipe_leaves_an_empty_directory_and_nothing_else()
    {
        using var directory = Open();
        var path = directory.TryClaim(Orders)!;
        Fill(path);

        directory.Wipe(Orders);

        _files.DirectoryExists(path).Should().BeTrue();
        State().Should().BeEmpty();
    }

    [Test]
    public void A_wipe_of_what_nobody_claimed_is_refused()
    {
        using var directory = Open();

        var act = () => directory.Wipe(Orders);

        act.Should().Throw<InvalidOperationException>().WithMessage("*/state/warehouse/orders/3*");
    }

    /// <summary>Kills the process at each change that a start, a wipe and a clean-up make.</summary>
    [Test]
    public void A_crash_leaves_all_of_a_store_or_nothing([Range(0, 18)] int changes)
    {
        using (var directory = Open())
        {
            Fill(directory.TryClaim(Orders)!);
        }

        _files.ChangesUntilKill = changes;
        try
        {
            var directory = Open();
            directory.TryClaim(Orders);
            directory.Wipe(Orders);
            Fill(directory.TryClaim(new StatePartition("orders", 4))!);
            directory.Release(Orders);
            _time.Advance(Delay);
            directory.Clean(Delay);
        }
        catch (FaultyFiles.KilledException)
        {
            // As meant.
        }

        _files.Kill();
        using var restarted = Open(Second);
        restarted.ProcessId.Should().Be(First);
        State().Count(file => file.StartsWith("/state/warehouse/orders/3/", StringComparison.Ordinal)).Should().BeOneOf(0, 3);
        State().Should().NotContain(file => file.Contains(".deleted", StringComparison.Ordinal));
    }

    [Test]
    public void Unused_directories_are_deleted_after_the_delay_and_used_ones_never()
    {
        Fill("/state/warehouse/gone/0");
        using var directory = Open();
        Fill(directory.TryClaim(Orders)!);
        Fill(directory.TryClaim(new StatePartition("orders", 4))!);
        _time.Advance(TimeSpan.FromMinutes(4));
        directory.Release(Orders);

        _time.Advance(TimeSpan.FromMinutes(5));
        directory.Clean(Delay).Should().BeEmpty();
        _time.Advance(TimeSpan.FromMinutes(1));
        directory.Clean(Delay).Should().Equal("/state/warehouse/gone/0");
        _time.Advance(TimeSpan.FromMinutes(4));
        directory.Clean(Delay).Should().Equal("/state/warehouse/orders/3");
        _time.Advance(TimeSpan.FromDays(1));
        directory.Clean(Delay).Should().BeEmpty();

        _files.GetDirectories("/state/warehouse").Should().BeEquivalentTo(".deleted", "orders");
        _files.GetDirectories("/state/warehouse/orders").Should().Equal("4");
        State().Should().HaveCount(3);
    }

    [Test]
    public void Only_directories_of_partitions_are_deleted()
    {
        Fill("/state/warehouse/orders/backup");
        Fill("/state/warehouse/orders/0");
        Fill("/state/other/orders/0");
        using var directory = Open();

        directory.Purge();

        State().Should().OnlyContain(file => file.StartsWith("/state/warehouse/orders/backup/", StringComparison.Ordinal)
            || file.StartsWith("/state/other/", StringComparison.Ordinal));
        State().Should().HaveCount(6);
    }

    [Test]
    public void State_is_purged_only_if_no_store_is_open()
    {
        using var directory = Open();
        Fill(directory.TryClaim(Orders)!);

        var act = directory.Purge;
        act.Should().Throw<InvalidOperationException>().WithMessage("*Stop the application first.");
        directory.Release(Orders);
        act();

        State().Should().BeEmpty();
        directory.ProcessId.Should().Be(First);
    }

    [Test]
    public void A_directory_that_cannot_be_created_is_not_claimed()
    {
        using var directory = Open();
        _files.Failure = new UnauthorizedAccessException("Access is denied.");
        var act = () => directory.TryClaim(Orders);
        act.Should().Throw<StoreException>().WithMessage("The directory /state/warehouse/orders/3 of store 'orders' cannot be created: Access is denied.*");

        _files.Failure = null;
        act().Should().NotBeNull();
    }

    private StateDirectory Open() => Open(First);

    private StateDirectory Open(Guid newProcessId) => StateDirectory.Open(_files, Root, new StateOwner("warehouse", 4, "a"), newProcessId, _time);

    private List<string> State() => [.. _files.AllFiles.Where(file => !file.EndsWith(".json", StringComparison.Ordinal))];

    private void Fill(string path)
    {
        _files.CreateDirectory(path);
        foreach (var name in new[] { "1.sst", "2.sst", "CURRENT" })
        {
            _files.Replace($"{path}/{name}", [1]);
        }
    }
}
