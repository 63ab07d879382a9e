using System.Reflection;
using Confluent.Kafka;
using Streamiz.Kafka.Net.Kafka;
using Streamiz.Kafka.Net.Metrics;

namespace Commands.Streams.Tests.Support;

/// <summary>Clients that note their calls.</summary>
public sealed class FakeSupplier : IKafkaSupplier
{
    public FakeSupplier()
    {
        ConsumerProxy = DispatchProxy.Create<IConsumer<byte[], byte[]>, CallNotes>();
        ProducerProxy = DispatchProxy.Create<IProducer<byte[], byte[]>, CallNotes>();
    }

    public IConsumer<byte[], byte[]> ConsumerProxy { get; }

    public IProducer<byte[], byte[]> ProducerProxy { get; }

    public CallNotes Consumer => (CallNotes)(object)ConsumerProxy;

    public CallNotes Producer => (CallNotes)(object)ProducerProxy;

    public StreamMetricsRegistry MetricsRegistry { get; set; } = null!;

    public IConsumer<byte[], byte[]> GetConsumer(ConsumerConfig config, IConsumerRebalanceListener rebalanceListener) => ConsumerProxy;

    public IProducer<byte[], byte[]> GetProducer(ProducerConfig config) => ProducerProxy;

    public IConsumer<byte[], byte[]> GetRestoreConsumer(ConsumerConfig config) => throw new NotSupportedException();

    public IAdminClient GetAdmin(AdminClientConfig config) => throw new NotSupportedException();

    public IConsumer<byte[], byte[]> GetGlobalConsumer(ConsumerConfig config) => throw new NotSupportedException();
}

/// <summary>Any client: notes what is called, and reports deliveries when it is told to.</summary>
public class CallNotes : DispatchProxy
{
    private readonly Queue<Action<DeliveryReport<byte[], byte[]>>> _handlers = new();

    public List<string> Calls { get; } = [];

    /// <summary>How often the queue is full before it takes a record.</summary>
    public int TimesFull { get; set; }

    /// <summary>Reports the oldest delivery.</summary>
    public void Report(ErrorCode code) => _handlers.Dequeue()(new DeliveryReport<byte[], byte[]> { Topic = "out", Error = new Error(code), Message = new() });

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == "Produce")
        {
            if (TimesFull > 0)
            {
                TimesFull--;
                throw new ProduceException<byte[], byte[]>(new Error(ErrorCode.Local_QueueFull), new DeliveryResult<byte[], byte[]>());
            }

            _handlers.Enqueue((Action<DeliveryReport<byte[], byte[]>>)args![2]!);
        }

        Calls.Add(targetMethod.Name);
        var type = targetMethod.ReturnType;
        return type.IsValueType && type != typeof(void) ? Activator.CreateInstance(type) : null;
    }
}
