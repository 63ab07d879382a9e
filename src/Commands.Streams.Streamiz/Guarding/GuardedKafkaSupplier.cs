using Confluent.Kafka;
using Streamiz.Kafka.Net.Kafka;
using Streamiz.Kafka.Net.Metrics;

namespace Commands.Streams.Guarding;

/// <summary>Gives Streamiz its clients, those of its threads with a guard in front.</summary>
internal sealed class GuardedKafkaSupplier(IKafkaSupplier inner, ApplicationGuard application) : IKafkaSupplier, IDisposable
{
    private readonly object _gate = new();
    private readonly List<IDisposable> _clients = [];

    public StreamMetricsRegistry MetricsRegistry
    {
        get => inner.MetricsRegistry;
        set => inner.MetricsRegistry = value;
    }

    public IConsumer<byte[], byte[]> GetConsumer(ConsumerConfig config, IConsumerRebalanceListener rebalanceListener) => Keep(new GuardedConsumer(
        listener => inner.GetConsumer(config, listener), rebalanceListener, application.OfThread(config.ClientId), application));

    public IProducer<byte[], byte[]> GetProducer(ProducerConfig config) =>
        Keep(new GuardedProducer(inner.GetProducer(config), application.OfThread(config.ClientId), application));

    public IConsumer<byte[], byte[]> GetRestoreConsumer(ConsumerConfig config) => inner.GetRestoreConsumer(config);

    public IAdminClient GetAdmin(AdminClientConfig config) => inner.GetAdmin(config);

    public IConsumer<byte[], byte[]> GetGlobalConsumer(ConsumerConfig config) => inner.GetGlobalConsumer(config);

    /// <summary>Closes what Streamiz has left open, as it does when a thread fails while it ends: its group need not wait for the member.</summary>
    public void Dispose()
    {
        IDisposable[] clients;
        lock (_gate)
        {
            clients = [.. _clients];
            _clients.Clear();
        }

        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    private T Keep<T>(T client)
        where T : IDisposable
    {
        lock (_gate)
        {
            _clients.Add(client);
        }

        return client;
    }
}
