using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.Support;

/// <summary>A client whose producers fail when the test says so; it keeps count of producers and consumers.</summary>
internal sealed class ProducerFaults(IStreamsClient inner) : IStreamsClient
{
    /// <summary>What a call on a producer fails with: init, begin, offsets, commit or abort.</summary>
    public Func<string, ClientException?> OfCall { get; set; } = static _ => null;

    /// <summary>What a delivery to a topic fails with, after it was queued.</summary>
    public Func<string, ClientException?> OfDelivery { get; set; } = static _ => null;

    /// <summary>Whether a call acts before it fails, as one whose answer is lost.</summary>
    public bool ActsFirst { get; set; }

    /// <summary>Answers in the place of the cluster's own administrator.</summary>
    public ITopicAdmin? Admin { get; set; }

    /// <summary>
    /// The topic whose one partition acknowledges nothing; null if all do. A transaction that has written there cannot be ended, so that its id begins no
    /// other one.
    /// </summary>
    public string? Leaderless { get; set; }

    /// <summary>After how long it acknowledges a record all the same.</summary>
    public TimeSpan AcknowledgedAfter { get; set; } = TimeSpan.MaxValue;

    /// <summary>Whether clients know that it has no leader.</summary>
    public bool IsKnown { get; set; }

    /// <summary>The clock that records wait by.</summary>
    public ManualTimeProvider Time { get; init; } = new();

    /// <summary>The transactional ids of all producers there were.</summary>
    public List<string?> TransactionalIds { get; } = [];

    /// <summary>The transactional ids that begin no transaction for the moment.</summary>
    public HashSet<string> StuckIds { get; } = [];

    public int Producers { get; private set; }

    public int Consumers { get; private set; }

    public string Description => inner.Description;

    public bool SupportsExactlyOnce => inner.SupportsExactlyOnce;

    public static ClientException Error(ClientErrorKind kind, string code) => new(kind, code, $"The test says {code}.");

    /// <summary>A function that gives an exception once, for one name.</summary>
    public static Func<string, ClientException?> Once(string name, ClientException error)
    {
        var isDone = false;
        return called =>
        {
            if (isDone || called != name)
            {
                return null;
            }

            isDone = true;
            return error;
        };
    }

    /// <summary>The leader is back, and takes what waits.</summary>
    public void BringLeaderBack()
    {
        Leaderless = null;
        StuckIds.Clear();
    }

    public IReadOnlyList<string> Validate() => inner.Validate();

    public IStreamConsumer CreateConsumer(ConsumerSettings settings)
    {
        Consumers++;
        return inner.CreateConsumer(settings);
    }

    public IStreamProducer CreateProducer(ProducerSettings settings)
    {
        Producers++;
        TransactionalIds.Add(settings.TransactionalId);
        return new FaultyProducer(inner.CreateProducer(settings), this, settings.TransactionalId);
    }

    public IRecordPublisher CreatePublisher(string clientId, TimeSpan? deliveryTimeout = null) => inner.CreatePublisher(clientId, deliveryTimeout);

    public ITopicReader CreateTopicReader(TopicReaderSettings settings) => inner.CreateTopicReader(settings);

    public IRecordReader CreateRecordReader(RecordReaderSettings settings) => inner.CreateRecordReader(settings);

    public ITopicAdmin CreateAdmin() => Admin ?? inner.CreateAdmin();

    public void Dispose() => inner.Dispose();
}
