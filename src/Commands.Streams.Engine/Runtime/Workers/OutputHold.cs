using Commands.Streams.Records;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// Suspends a task under exactly-once, because output partitions do not acknowledge its records and would hold up the transaction that it shares with other
/// tasks. The task is tried again at growing intervals, but not while a partition has no leader, and at once when it has one again. Worker only.
/// </summary>
internal sealed class OutputHold(TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Pause _pause = new(timeProvider);
    private TimeSpan _length = FirstPause / 2;
    private bool _hadNoLeader;

    /// <summary>The partitions that do not acknowledge.</summary>
    public IReadOnlyList<TopicPartition> Partitions { get; private set; } = [];

    /// <summary>True if the task must not work now; false while it is being tried.</summary>
    public bool IsOn { get; private set; }

    /// <summary>The number of attempts that have failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Called when partitions do not acknowledge.</summary>
    /// <param name="partitions">The partitions that do not acknowledge.</param>
    /// <param name="waits">True to wait before the task is tried again; false to try it at once.</param>
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

    /// <summary>Checks if it is time to try the task again.</summary>
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
