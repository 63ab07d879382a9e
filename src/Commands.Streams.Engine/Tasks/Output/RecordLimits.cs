using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// Remembers which records topics refuse: the size limits that are configured or that refusals have revealed, and single records refused for other reasons,
/// such as their timestamps. When a delivery is refused, the record is remembered here and its task restarts from its last commit; the second time, the record
/// is refused before it is queued, so that the sink can write another one instead. Outlives producers and tasks, and is shared by all workers of an
/// application. Thread-safe.
/// </summary>
internal sealed class RecordLimits
{
    /// <summary>Refusals expire, because a topic's limit may be changed.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);

    private const int MostRecords = 1_000;

    private readonly ConcurrentDictionary<string, (int Size, long At)> _refused = [];

    // Single records, because what else a topic would refuse depends on its configuration and the broker's clock.
    private readonly ConcurrentDictionary<(string Topic, long Timestamp, int Hash), (ClientException Error, long At)> _refusedRecords = [];

    // Checked first, because an empty concurrent dictionary takes all its locks to report that it is empty, which is too slow for every record.
    private volatile bool _isAnyRefused;

    /// <summary>Remembers a record that was refused for a reason other than its size.</summary>
    public void RememberRecord(FailedDelivery failure, TimeProvider timeProvider)
    {
        if (_refusedRecords.Count >= MostRecords)
        {
            _refusedRecords.Clear();
        }

        _refusedRecords[(failure.Topic, failure.Timestamp, HashOf(failure.Key, failure.Value))] = (failure.Error, timeProvider.GetTimestamp());
        _isAnyRefused = true;
    }

    /// <summary>Remembers the size of a record that was refused as too large.</summary>
    public void Remember(FailedDelivery failure, TimeProvider timeProvider)
    {
        var size = RecordSize.InBatch(new ProduceRecord
        {
            Key = failure.Key,
            HasKey = failure.Key is not null,
            Value = failure.Value,
            HasValue = failure.Value is not null,
            Headers = failure.Headers,
        });
        var now = timeProvider.GetTimestamp();
        _isAnyRefused = true;
        _refused.AddOrUpdate(failure.Topic, (size, now), (_, before) => (IsBelieved(before.At, timeProvider) ? Math.Min(before.Size, size) : size, now));
    }

    /// <summary>Throws if the record's topic would refuse it.</summary>
    /// <exception cref="ClientException">The record is too large, or was itself refused before.</exception>
    public void ThrowIfRefused(IProducerTopic topic, in ProduceRecord record, TimeProvider timeProvider)
    {
        var most = topic.MaxRecordBytes ?? int.MaxValue;
        if (_isAnyRefused && _refused.TryGetValue(topic.Name, out var refused) && IsBelieved(refused.At, timeProvider))
        {
            most = Math.Min(most, refused.Size - 1);
        }

        if (_isAnyRefused &&
            _refusedRecords.TryGetValue((topic.Name, record.Timestamp, HashOf(record.Key, record.Value)), out var before) &&
            IsBelieved(before.At, timeProvider))
        {
            throw new ClientException(before.Error.Kind, before.Error.Code, before.Error.Message);
        }

        if (most != int.MaxValue && RecordSize.InBatch(in record) is var size && size > most)
        {
            throw new ClientException(
                ClientErrorKind.RecordRefused, ClientErrorCodes.TooLarge,
                $"A record of {size} bytes is too large for topic '{topic.Name}', which accepts at most {most}.");
        }
    }

    private static int HashOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var hash = default(HashCode);
        hash.AddBytes(key);
        hash.AddBytes(value);
        return hash.ToHashCode();
    }

    private static bool IsBelieved(long at, TimeProvider timeProvider) => timeProvider.GetElapsedTime(at) < Believed;
}
