using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Tasks.Output;

namespace Commands.Streams.Runtime.Workers;

/// <summary>A worker's consumer and producer. The producer may be replaced alone, the consumer only with it. Worker only.</summary>
internal sealed class WorkerClients : IDisposable
{
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long an abort may take if the producer is given up in any case. The coordinator begins to abort when it is asked to; it answers once the markers
    /// are written, which a partition without leader makes impossible.
    /// </summary>
    private static readonly TimeSpan LastAbort = TimeSpan.FromSeconds(2);

    /// <summary>How long the coordinator may take for an id that was in use, before another one is taken.</summary>
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

    /// <summary>The producer of now: tasks that were made with another one must end before it is replaced.</summary>
    public WorkerProducer Producer { get; private set; }

    /// <summary>Makes both; exactly-once, this fences whoever had the transactional id before.</summary>
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
    /// Puts a new producer in the place of one that is of no use any more. Exactly-once, the new one ends what the old one left open, either way, before
    /// this returns, and whatever of the old one is still on its way is refused. If the cluster does not come to that in time, there is one with
    /// another id. The consumer stays a member of its group.
    /// </summary>
    /// <exception cref="ClientException">There is none for the moment; the old one is still in place.</exception>
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

    /// <summary>Aborts the open transaction, as far as that can be done in a short time, and goes on with a producer of another transactional id.</summary>
    /// <exception cref="ClientException">There is none for the moment; the old one is still in place.</exception>
    public void LeaveTransaction(Action<Exception> onError)
    {
        Abort(onError);
        _ids.Renew();
        Replace(_makeProducer(_settings.TransactionTimeout));
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

    /// <summary>Aborts the transaction that is open, if one is, before its producer is given up.</summary>
    /// <param name="onError">Hears why it could not be aborted.</param>
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
            // What this id left open may be what cannot be ended, or its coordinator may be away; another id has neither of them.
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
