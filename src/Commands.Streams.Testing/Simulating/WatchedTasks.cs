using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Progress;

namespace Commands.Streams.Testing.Simulating;

/// <summary>The tasks of one worker, seen from outside: what they read, and whether they hold more than they may.</summary>
internal sealed class WatchedTasks
{
    private readonly List<StreamTask> _tasks = [];

    /// <summary>How many records of a partition may be there.</summary>
    public int MostBuffered { get; set; }

    /// <summary>Handlers that were started and have not ended.</summary>
    public int RunningHandlers => _tasks.Sum(task => task.RunningHandlers);

    public void Add(StreamTask task)
    {
        _tasks.RemoveAll(static ended => ended.Queues.Count == 0);
        _tasks.Add(task);
    }

    public bool Read(TopicPartition partition)
    {
        foreach (var task in _tasks)
        {
            if (task.Find(partition) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What exceeds its bound; null if nothing does.</summary>
    public string? FindExcess()
    {
        foreach (var task in _tasks)
        {
            foreach (var queue in task.Queues)
            {
                if (queue.Buffered > MostBuffered)
                {
                    return $"has buffered {queue.Buffered} records of {queue.TopicPartition}; {MostBuffered} are the most that it may.";
                }

                if (queue.DoneSetLength > CommitMetadata.MaxDoneSetLength)
                {
                    return $"has {queue.InFlight.Count} records of {queue.TopicPartition} in flight; what is done between them takes " +
                        $"{queue.DoneSetLength} bytes of a commit's {CommitMetadata.MaxDoneSetLength}.";
                }
            }
        }

        return null;
    }
}
