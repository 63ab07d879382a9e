using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Keeps a task from working, exactly-once, because output partitions do not acknowledge what it writes, and would hold up the transaction that it shares
/// with others. It is tried again at growing intervals, but not while a partition has no leader, and at once when it has one again. Worker only.
/// </summary>
internal sealed class OutputHold(TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Pause _pause = new(timeProvider);
    private TimeSpan _length = FirstPause / 2;
    private bool _hadNoLeader;

    /// <summary>The partitions.</summary>
    public IReadOnlyList<TopicPartition> Partitions { get; private set; } = [];

    /// <summary>Whether the task does not work now; while it is tried, it does.</summary>
    public bool IsOn { get; private set; }

    /// <summary>How often it was tried in vain.</summary>
    public int Failures { get; private set; }

    /// <summary>Partitions do not acknowledge.</summary>
    /// <param name="partitions">The partitions.</param>
    /// <param name="waits">Whether the task waits; if not, it is tried again at once.</param>
    public void Begin(IReadOnlyList<TopicPartition> partitions, bool waits)
    {
        Partitions = partitions;
        Failures++;
        IsOn = waits;
        _hadNoLeader = false;
        if (waits)
        {
            _length = _length * 2 < LongestPause ? _length * 2 : LongestPause;
            _pause.Begin(_length);
        }
    }

    /// <summary>Looks whether it is time to try the task again.</summary>
    public void Look(Func<TopicPartition, bool> hasLeader)
    {
        if (!IsOn)
        {
            return;
        }

        foreach (var partition in Partitions)
        {
            if (!hasLeader(partition))
            {
                _hadNoLeader = true;
                return;
            }
        }

        IsOn = !_hadNoLeader && _pause.Left > TimeSpan.Zero;
    }
}
