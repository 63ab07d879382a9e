using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// Which records topics take: how large they may be, as the topics' configuration says, as far as it is known, and as they have shown by refusing one; and
/// which single records they have refused, for their timestamps or as invalid. A record that is refused on its way is remembered here, and its task begins
/// again where it committed; the second time it is refused before it is queued, so that whoever wrote it can write another in its place. Outlives producers
/// and tasks; all workers of an application share it.
/// </summary>
internal sealed class RecordLimits
{
    /// <summary>A topic may be given another limit meanwhile.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);

    private const int MostRecords = 1_000;

    private readonly ConcurrentDictionary<string, (int Size, long At)> _refused = [];

    // Each by itself: what else a topic would refuse depends on its configuration and the broker's clock.
    private readonly ConcurrentDictionary<(string Topic, long Timestamp, int Hash), (ClientException Error, long At)> _refusedRecords = [];

    // An empty dictionary takes all its locks to say that it is empty, which is too much for each record.
    private volatile bool _isAnyRefused;

    /// <summary>A record was refused for something other than its size.</summary>
    public void RememberRecord(FailedDelivery failure, TimeProvider timeProvider)
    {
        if (_refusedRecords.Count >= MostRecords)
        {
            _refusedRecords.Clear();
        }

        _refusedRecords[(failure.Topic, failure.Timestamp, HashOf(failure.Key, failure.Value))] = (failure.Error, timeProvider.GetTimestamp());
        _isAnyRefused = true;
    }

    /// <summary>A record was refused as too large.</summary>
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

    /// <summary>Refuses a record that its topic would not take.</summary>
    /// <exception cref="ClientException">It is as large as one that was refused, or was refused itself.</exception>
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
