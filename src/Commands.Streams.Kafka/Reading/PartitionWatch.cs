using Commands.Streams.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Producing;

namespace Commands.Streams.Kafka.Reading;

/// <summary>
/// Asks how many partitions a topic has, on a thread of the pool, since a broker that hangs must not hold up the thread that hands records out. One
/// question at a time. Used by the reader's thread only.
/// </summary>
internal sealed class PartitionWatch(NativeClient client, string topic, Action<ClientException> report)
{
    private const int TimeoutMilliseconds = 1_000;

    // A topic is unknown for a moment when its leader moves; after so many answers it is gone.
    private const int MaxUnknown = 3;

    private Task<int?>? _asking;
    private int _unknown;

    /// <summary>Whether the topic is gone.</summary>
    public bool IsGone => _unknown >= MaxUnknown;

    /// <summary>Begins to ask, unless an answer is still awaited.</summary>
    /// <param name="handle">The topic's handle, which must live until the answer is taken or <see cref="Join"/> returns.</param>
    public void Ask(nint handle) => _asking ??= Task.Run(() => TopicMetadata.AskOnce(client, handle, topic, TimeoutMilliseconds));

    /// <summary>Takes the answer, once.</summary>
    /// <returns>The number of partitions; null without an answer, or when the topic is not there at the moment.</returns>
    public int? TryTake()
    {
        if (_asking is not { IsCompleted: true } asked)
        {
            return null;
        }

        _asking = null;
        try
        {
            var count = asked.GetAwaiter().GetResult(); // has ended
            _unknown = count is null ? _unknown + 1 : 0;
            return count;
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
        _asking?.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).GetAwaiter().GetResult();
        _asking = null;
    }
}
