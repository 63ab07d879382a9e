using Commands.Streams.Clients;
using Commands.Streams.Processing;

namespace Commands.Streams.Runtime;

/// <summary>A worker's consumer and producer: made together, replaced together. Worker only.</summary>
internal sealed class WorkerClients : IDisposable
{
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(2);

    private readonly IStreamProducer _producer;

    private WorkerClients(IStreamConsumer consumer, IStreamProducer producer, bool isTransactional)
    {
        Consumer = consumer;
        _producer = producer;
        Producer = new StreamsProducer(producer, isTransactional);
    }

    public IStreamConsumer Consumer { get; }

    public StreamsProducer Producer { get; }

    /// <summary>Makes both; exactly-once, this fences whoever had the transactional id before.</summary>
    public static WorkerClients Create(IStreamsClient client, RuntimeSettings settings, string worker, string transactionalId, Action wake)
    {
        var producer = client.CreateProducer(new ProducerSettings
        {
            ClientId = $"{worker}-producer",
            TransactionalId = settings.ExactlyOnce ? transactionalId : null,
            TransactionTimeout = settings.TransactionTimeout,
            Wake = wake,
        });
        try
        {
            if (settings.ExactlyOnce)
            {
                producer.InitTransactions(settings.TransactionTimeout);
            }

            var consumer = client.CreateConsumer(new ConsumerSettings
            {
                GroupId = settings.ApplicationId,
                ClientId = $"{worker}-consumer",
                ReadCommitted = settings.ExactlyOnce,
                OffsetReset = settings.OffsetReset,
                Wake = wake,
            });
            return new WorkerClients(consumer, producer, settings.ExactlyOnce);
        }
        catch
        {
            producer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Leaves the group and closes both, whatever state they are in. What was sent outside a transaction still goes out, for a while: a record that
    /// says why the worker gives up is sent just before it does.
    /// </summary>
    /// <param name="onError">Hears of what could not be closed cleanly.</param>
    public void Close(Action<Exception> onError)
    {
        Try(Consumer.Close, onError);
        Try(() => _producer.Flush(LastFlush), onError);
        Dispose();
    }

    public void Dispose()
    {
        Consumer.Dispose();
        _producer.Dispose();
    }

    private static void Try(Action action, Action<Exception> onError)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            onError(exception);
        }
    }
}
