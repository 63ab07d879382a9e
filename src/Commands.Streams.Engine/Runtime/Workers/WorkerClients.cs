using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Runtime.Workers;

/// <summary>A worker's consumer and producer. The producer can be replaced alone, the consumer only together with the producer. Worker only.</summary>
internal sealed class WorkerClients : IDisposable
{
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long an abort may take if the producer is closed in any case. The coordinator starts to abort as soon as it is asked, but answers only when the
    /// markers are written, which is impossible while a partition has no leader.
    /// </summary>
    private static readonly TimeSpan LastAbort = TimeSpan.FromSeconds(2);

    /// <summary>How long the coordinator may take to initialize an id that was in use, before another id is tried.</summary>
    private static readonly TimeSpan UsedIdTimeout = TimeSpan.FromSeconds(3);

    private readonly Func<TimeSpan, IStreamProducer> _makeProducer;
    private readonly RuntimeSettings _settings;
    private readonly TransactionalIds _ids;
    private IStreamProducer _producer;

    private WorkerClients(
        IStreamConsumer consumer, IStreamProducer producer, Func<TimeSpan, IStreamProducer> makeProducer, RuntimeSettings settings, TransactionalIds ids)
    {
        Consumer = consumer;
        _producer = producer;
        _makeProducer = makeProducer;
        _settings = settings;
        _ids = ids;
        Producer = new WorkerProducer(producer, settings.ExactlyOnce);
    }

    public IStreamConsumer Consumer { get; }

    /// <summary>The current producer. Tasks created with another one must end before it is replaced.</summary>
    public WorkerProducer Producer { get; private set; }

    /// <summary>Creates both clients. Under exactly-once, this fences any other producer with the same transactional id.</summary>
    public static WorkerClients Create(IStreamsClient client, RuntimeSettings settings, string worker, TransactionalIds ids, Action wake)
    {
        IStreamProducer MakeProducer(TimeSpan timeout) => CreateProducer(client, settings, worker, ids, timeout, wake);
        var producer = MakeProducer(settings.TransactionTimeout);
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
            return new WorkerClients(consumer, producer, MakeProducer, settings, ids);
        }
        catch
        {
            producer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Replaces a producer that has become unusable. Under exactly-once, the old transaction has been committed or aborted when this returns, and late requests
    /// of the old producer are refused; if the cluster does not manage that in time, the new producer gets another id. The consumer stays in its group.
    /// </summary>
    /// <exception cref="ClientException">No producer can be created now; the old one stays in place.</exception>
    public void RenewProducer()
    {
        if (!_settings.ExactlyOnce)
        {
            Replace(_makeProducer(_settings.TransactionTimeout));
            return;
        }

        IStreamProducer producer;
        try
        {
            producer = _makeProducer(UsedIdTimeout < _settings.TransactionTimeout ? UsedIdTimeout : _settings.TransactionTimeout);
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            producer = _makeProducer(_settings.TransactionTimeout);
        }

        Replace(producer);
    }

    /// <summary>
    /// Aborts the open transaction, as far as that is possible in a short time, and continues with a producer under another transactional id.
    /// </summary>
    /// <exception cref="ClientException">No producer can be created now; the old one stays in place.</exception>
    public void LeaveTransaction(Action<Exception> onError)
    {
        Abort(onError);
        _ids.Renew();
        Replace(_makeProducer(_settings.TransactionTimeout));
    }

    /// <summary>
    /// Leaves the group and closes both clients, whatever state they are in. Records sent outside a transaction are still flushed for a limited time, because a
    /// record that explains the failure may have been sent just before it. An open transaction is aborted; otherwise readers and the partitions' next owner
    /// would have to wait for its timeout.
    /// </summary>
    /// <param name="onError">Called with each error that prevented a clean close.</param>
    public void Close(Action<Exception> onError)
    {
        Try(Consumer.Close, onError);
        Abort(onError);
        Try(() => _producer.Flush(LastFlush), onError);
        Dispose();
    }

    /// <summary>Aborts the open transaction, if there is one, before its producer is closed.</summary>
    /// <param name="onError">Called with the error if it could not be aborted.</param>
    public void Abort(Action<Exception> onError) => Try(() => Producer.TryAbortTransaction(LastAbort), onError);

    public void Dispose()
    {
        Consumer.Dispose();
        _producer.Dispose();
    }

    private void Replace(IStreamProducer producer)
    {
        var old = _producer;
        _producer = producer;
        Producer = new WorkerProducer(producer, _settings.ExactlyOnce);
        old.Dispose();
    }

    private static IStreamProducer CreateProducer(
        IStreamsClient client, RuntimeSettings settings, string worker, TransactionalIds ids, TimeSpan timeout, Action wake)
    {
        var producer = client.CreateProducer(new ProducerSettings
        {
            ClientId = $"{worker}-producer",
            TransactionalId = settings.ExactlyOnce ? ids.Current : null,
            TransactionTimeout = settings.TransactionTimeout,
            Wake = wake,
        });
        try
        {
            if (settings.ExactlyOnce)
            {
                producer.InitTransactions(timeout);
            }

            return producer;
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            // The transaction left open by this id may be impossible to end, or its coordinator may be unreachable. Another id has neither problem.
            ids.Renew();
            producer.Dispose();
            throw;
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
