using Commands.Streams.Errors;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Reading;

/// <summary>
/// Asks how many partitions a topic has, and whether it is still the topic that is read, on a thread of the pool, since a broker that hangs must not hold up
/// the thread that hands records out. One question at a time. Used by the reader's thread only.
/// </summary>
internal sealed class ReadTopicWatch(NativeClient client, string topic, Action<ClientException> report)
{
    // A topic is unknown for a moment when its leader moves; after so many answers it is gone.
    private const int MaxUnknown = 3;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private Task<TopicDescription>? _asking;
    private Guid _id;
    private int _unknown;

    /// <summary>Why the topic cannot be read any more; null while it can.</summary>
    public string? Loss { get; private set; }

    /// <summary>Asks which topic it is that is about to be read, and waits for the answer.</summary>
    /// <exception cref="ClientException">The cluster did not answer in time, or refuses to.</exception>
    public void Begin() => _id = TopicDescriptions.AskIds(client, [topic], Timeout).GetValueOrDefault(topic);

    /// <summary>Begins to ask, unless an answer is still awaited.</summary>
    public void Ask() => _asking ??= Task.Run(() => TopicDescriptions.Ask(client, [topic], Timeout).GetValueOrDefault(topic));

    /// <summary>Takes the answer, once.</summary>
    /// <returns>The number of partitions; null without an answer, or if the topic is not there at the moment.</returns>
    public int? TryTake()
    {
        if (_asking is not { IsCompleted: true } asked)
        {
            return null;
        }

        _asking = null;
        try
        {
            return Take(asked.GetAwaiter().GetResult()); // completed, so this does not block
        }
        catch (ClientException exception)
        {
            report(exception);
            return null;
        }
    }

    /// <summary>Blocks until nothing is asked any more, a second at most: the client is about to be destroyed.</summary>
    public void Join()
    {
        _asking?.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)
            .GetAwaiter()
            .GetResult();
        _asking = null;
    }

    private int? Take(TopicDescription found)
    {
        if (!found.Exists || found.PartitionCount == 0)
        {
            _unknown++;
            Loss = _unknown >= MaxUnknown ? $"Topic '{topic}' does not exist any more." : Loss;
            return null;
        }

        _unknown = 0;
        if (_id == Guid.Empty)
        {
            _id = found.Id;
        }
        else if (found.Id != _id && found.Id != Guid.Empty)
        {
            // Offsets of the old one mean nothing in the new one, and may well be in it.
            Loss = $"Topic '{topic}' was deleted and recreated.";
            return null;
        }

        return found.PartitionCount;
    }
}
