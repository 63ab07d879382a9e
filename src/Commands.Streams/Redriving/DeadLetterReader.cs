using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Redriving;

/// <summary>
/// Reads a dead-letter topic from the beginning, one partition after another, as the only member of its own group, which commits nothing. A partition
/// ends at the end offset that the cluster reported once all earlier records had been taken.
/// </summary>
internal sealed class DeadLetterReader : IRebalanceListener, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string _topic;
    private readonly RedriveOptions _options;
    private readonly int _partitions;
    private readonly IStreamConsumer _consumer;
    private readonly HashSet<TopicPartition> _assigned = [];
    private readonly HashSet<TopicPartition> _positioned = [];
    private volatile TaskCompletionSource _wake = NewSignal();
    private int _current;
    private long _cursor;
    private long _lastProgress;
    private ClientException? _lastError;

    public DeadLetterReader(IStreamsClient client, string topic, RedriveOptions options, int partitions)
    {
        _topic = topic;
        _options = options;
        _partitions = partitions;
        var group = options.ReaderGroupOf(topic);
        _consumer = client.CreateConsumer(new ConsumerSettings
        {
            GroupId = group,
            ClientId = group,
            ReadCommitted = true,
            OffsetReset = OffsetReset.Earliest,
            Wake = () => _wake.TrySetResult(),
        });
        _consumer.Subscribe(new TopicSubscription([topic], []), this);
        _lastProgress = options.TimeProvider.GetTimestamp();
    }

    /// <summary>The end of each finished partition: the offset after its last letter.</summary>
    public Dictionary<int, long> Ends { get; } = [];

    /// <summary>Returns the next letters, all of one partition.</summary>
    /// <returns>At least one letter, or <see langword="null"/> after the last one.</returns>
    public async ValueTask<IReadOnlyList<DeadLetter>?> NextAsync(int most, CancellationToken cancellationToken)
    {
        while (_current < _partitions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _wake = NewSignal();
            var wake = _wake.Task;
            if (TryTake(most) is { } letters)
            {
                _lastProgress = _options.TimeProvider.GetTimestamp();
                if (letters.Count > 0)
                {
                    return letters;
                }
            }
            else
            {
                await WaitAsync(wake, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>Starts over from the beginning.</summary>
    public void Rewind()
    {
        Ends.Clear();
        _positioned.Clear();
        _current = 0;
        _cursor = 0;
    }

    /// <summary>Skips the rest of the current partition.</summary>
    public void EndPartition()
    {
        Ends[_current] = _cursor;
        _current++;
        _cursor = 0;
    }

    public void OnPartitionsAssigned(IReadOnlyList<TopicPartition> partitions) => _assigned.UnionWith(partitions);

    public void OnPartitionsRevoked(IReadOnlyList<TopicPartition> partitions) => OnPartitionsLost(partitions);

    public void OnPartitionsLost(IReadOnlyList<TopicPartition> partitions)
    {
        _assigned.ExceptWith(partitions);
        _positioned.ExceptWith(partitions);
    }

    // Retention has deleted letters; the oldest remaining one is next.
    public void OnPositionLost(TopicPartition partition, long position, long logStart, long logEnd) => _consumer.Seek(partition, Offsets.Beginning);

    public void Dispose()
    {
        try
        {
            _consumer.Close();
        }
        catch (ClientException)
        {
            // The group holds no state, and the broker removes its member by itself.
        }
        finally
        {
            _consumer.Dispose();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <returns>Null if there is nothing yet; empty if the partition has ended.</returns>
    private IReadOnlyList<DeadLetter>? TryTake(int most)
    {
        try
        {
            _consumer.Poll();
            var partition = new TopicPartition(_topic, _current);
            if (!_assigned.Contains(partition))
            {
                return null;
            }

            if (!_positioned.Contains(partition))
            {
                _consumer.Seek(partition, _cursor > 0 ? _cursor : Offsets.Beginning);
                _positioned.Add(partition);
            }

            if (_consumer.Take(partition, most) is { } batch)
            {
                using (batch)
                {
                    return Copy(batch);
                }
            }

            if (!_consumer.IsAtEnd(partition))
            {
                return null;
            }

            EndPartition();
            return [];
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            _lastError = exception;
            return null;
        }
    }

    private List<DeadLetter> Copy(RecordBatch batch)
    {
        var letters = new List<DeadLetter>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            batch.Read(i, out var record);
            letters.Add(new DeadLetter(
                batch.Partition,
                record.Offset,
                record.Timestamp,
                record.HasKey ? record.Key.ToArray() : null,
                record.HasValue ? record.Value.ToArray() : null,
                batch.ReadHeaders(i)));
            _cursor = record.Offset + 1;
        }

        return letters;
    }

    private async ValueTask WaitAsync(Task wake, CancellationToken cancellationToken)
    {
        if (_options.TimeProvider.GetElapsedTime(_lastProgress) >= _options.Timeout)
        {
            throw new RedriveException(
                $"Partition {_current} of topic '{_topic}' could not be read for {_options.Timeout.TotalSeconds:0.#} s: " +
                $"{_lastError?.Message ?? "the cluster does not answer."}",
                _lastError);
        }

        await Task.WhenAny(wake, Task.Delay(Pause, _options.TimeProvider, cancellationToken)).ConfigureAwait(false);
    }
}
