using System.Collections.Concurrent;
using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// How large records may be: as the topics' configuration says, as far as it is known, and as they have shown by refusing one. A record that is refused on
/// its way is remembered here, and its task begins again where it committed; the second time it is refused before it is queued, so that whoever wrote it can
/// write another in its place. Outlives producers and tasks; all workers of an application share it.
/// </summary>
internal sealed class RecordLimits
{
    /// <summary>A topic may be given another limit meanwhile.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (int Size, long At)> _refused = [];

    // An empty dictionary takes all its locks to say that it is empty, which is too much for each record.
    private volatile bool _isAnyRefused;

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
    /// <exception cref="ClientException">It is as large as one that was refused.</exception>
    public void ThrowIfTooLarge(IProducerTopic topic, in ProduceRecord record, TimeProvider timeProvider)
    {
        var most = topic.MaxRecordBytes ?? int.MaxValue;
        if (_isAnyRefused && _refused.TryGetValue(topic.Name, out var refused) && IsBelieved(refused.At, timeProvider))
        {
            most = Math.Min(most, refused.Size - 1);
        }

        if (most != int.MaxValue && RecordSize.InBatch(in record) is var size && size > most)
        {
            throw new ClientException(
                ClientErrorKind.RecordRefused, ClientErrorCodes.TooLarge,
                $"A record of {size} bytes is too large for topic '{topic.Name}', which takes up to {most}.");
        }
    }

    private static bool IsBelieved(long at, TimeProvider timeProvider) => timeProvider.GetElapsedTime(at) < Believed;
}
