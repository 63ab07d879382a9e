using Commands.Streams.State.Files;
using Commands.Streams.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commands.Streams.Tests.State.Files;

public sealed class StateCleanerTests
{
    private readonly FaultyFiles _files = new();
    private readonly ManualTimeProvider _time = new();

    [Test]
    public void Unused_state_goes_as_time_passes()
    {
        _files.CreateDirectory("/state/warehouse/orders/0");
        using var directory = Open();
        directory.TryClaim(new StatePartition("orders", 1));
        using var cleaner = new StateCleaner(directory, TimeSpan.FromMinutes(10), _time, NullLogger.Instance);

        _time.Advance(TimeSpan.FromMinutes(9));
        _files.GetDirectories("/state/warehouse/orders").Should().Equal("0", "1");
        _time.Advance(TimeSpan.FromMinutes(1));
        _files.GetDirectories("/state/warehouse/orders").Should().Equal("1");
    }

    [Test]
    public void A_failure_is_tried_again()
    {
        _files.CreateDirectory("/state/warehouse/orders/0");
        using var directory = Open();
        using var cleaner = new StateCleaner(directory, TimeSpan.FromMinutes(10), _time, NullLogger.Instance);

        _files.Failure = new IOException("The disk is gone.");
        _time.Advance(TimeSpan.FromMinutes(10));
        _files.Failure = null;
        _files.DirectoryExists("/state/warehouse/orders/0").Should().BeTrue();
        _time.Advance(TimeSpan.FromMinutes(5));

        _files.DirectoryExists("/state/warehouse/orders/0").Should().BeFalse();
    }

    private StateDirectory Open() => StateDirectory.Open(_files, "/state", new StateOwner("warehouse", 1, "a"), Guid.NewGuid(), _time);
}
