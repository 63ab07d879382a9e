using Commands.Streams.Clients;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Runtime.Workers;

/// <summary>A worker's consumer and producer. The producer may be replaced alone, the consumer only with it. Worker only.</summary>
internal sealed class WorkerClients : IDisposable
{
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(2);

    private readonly Func<IStreamProducer> _makeProducer;
    private readonly bool _isTransactional;
    private readonly TimeSpan _abortTimeout;
    private IStreamProducer _producer;

    private WorkerClients(IStreamConsumer consumer, IStreamProducer producer, Func<IStreamProducer> makeProducer, RuntimeSettings settings)
    {
        Consumer = consumer;
        _producer = producer;
        _makeProducer = makeProducer;
        _isTransactional = settings.ExactlyOnce;
        _abortTimeout = settings.TransactionTimeout;
        Producer = new WorkerProducer(producer, _isTransactional);
    }

    public IStreamConsumer Consumer { get; }

    /// <summary>The producer of now: tasks that were made with another one must end before it is replaced.</summary>
    public WorkerProducer Producer { get; private set; }

    /// <summary>Makes both; exactly-once, this fences whoever had the transactional id before.</summary>
    public static WorkerClients Create(IStreamsClient client, RuntimeSettings settings, string worker, string transactionalId, Action wake)
    {
        IStreamProducer MakeProducer() => CreateProducer(client, settings, worker, transactionalId, wake);
        var producer = MakeProducer();
        try
        {
            var consumer = client.CreateConsumer(new ConsumerSettings
            {
                GroupId = settings.ApplicationId,
                ClientId = $"{worker}-consumer",
                ReadCommitted = settings.ReadCommitted,
                OffsetReset = settings.OffsetReset,
                Wake = wake,
            });
            return new WorkerClients(consumer, producer, MakeProducer, settings);
        }
        catch
        {
            producer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Puts a new producer in the place of one that is of no use any more. Exactly-once, the new one ends what the old one left open, either way, before
    /// this returns, and whatever of the old one is still on its way is refused. The consumer stays a member of its group.
    /// </summary>
    /// <exception cref="Errors.ClientException">There is none for the moment; the old one is still in place.</exception>
    public void RenewProducer()
    {
        var old = _producer;
        _producer = _makeProducer();
        Producer = new WorkerProducer(_producer, _isTransactional);
        old.Dispose();
    }

    /// <summary>
    /// Leaves the group and closes both, whatever state they are in. What was sent outside a transaction still goes out, for a while: a record that
    /// says why the worker gives up is sent just before it does. A transaction that is still open is aborted, or readers and the next owner of its partitions
    /// would wait until it is too old.
    /// </summary>
    /// <param name="onError">Hears of what could not be closed cleanly.</param>
    public void Close(Action<Exception> onError)
    {
        Try(Consumer.Close, onError);
        Abort(onError);
        Try(() => _producer.Flush(LastFlush), onError);
        Dispose();
    }

    /// <summary>Aborts the transaction that is open, if one is.</summary>
    /// <param name="onError">Hears why it could not be aborted.</param>
    public void Abort(Action<Exception> onError) => Try(() => Producer.TryAbortTransaction(_abortTimeout), onError);

    public void Dispose()
    {
        Consumer.Dispose();
        _producer.Dispose();
    }

    private static IStreamProducer CreateProducer(IStreamsClient client, RuntimeSettings settings, string worker, string transactionalId, Action wake)
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

            return producer;
        }
        catch
        {
            producer.Dispose();
            throw;
        }
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
