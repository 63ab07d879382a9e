using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Producing;
using Commands.Streams.Records;

namespace Commands.Streams.Kafka.Tests.Support;

/// <summary>A producer that notes the failures it reports.</summary>
internal sealed class TestProducer : IDisposable
{
    public TestProducer(
        string bootstrapServers,
        Dictionary<string, string>? options = null,
        Func<ProducerSettings, ProducerSettings>? configure = null,
        TimeProvider? time = null)
    {
        var all = new Dictionary<string, string>(options ?? []) { ["bootstrap.servers"] = bootstrapServers };
        var settings = new ProducerSettings { ClientId = "writer" };
        Producer = new KafkaStreamProducer(all, configure?.Invoke(settings) ?? settings, NativeCallbacks.None, time ?? TimeProvider.System);
        Producer.OnDeliveryFailure = Note;
    }

    public KafkaStreamProducer Producer { get; }

    public List<NotedFailure> Failures { get; } = [];

    public void Send(string topic, int partition, byte[]? key, byte[]? value, long timestamp = 1_000, Headers? headers = null, nint token = 0)
    {
        var record = new ProduceRecord
        {
            Key = key,
            Value = value,
            HasKey = key is not null,
            HasValue = value is not null,
            Partition = partition,
            Timestamp = timestamp,
            Headers = headers,
        };
        Producer.GetTopic(topic).TrySend(record, token).Should().BeTrue();
    }

    public void SendNumbered(string topic, int partition, int count, int first = 0)
    {
        for (var i = first; i < first + count; i++)
        {
            Send(topic, partition, Encoding.UTF8.GetBytes($"k{i}"), Encoding.UTF8.GetBytes($"v{i}"), 1_000 + i);
        }
    }

    public void Flush() => Producer.Flush(TestConsumer.Deadline).Should().BeTrue();

    public void Dispose() => Producer.Dispose();

    private void Note(in DeliveryFailure failure) => Failures.Add(new NotedFailure(
        failure.Topic,
        failure.Partition,
        failure.HasKey ? failure.Key.ToArray() : null,
        failure.HasValue ? failure.Value.ToArray() : null,
        failure.Token,
        failure.Error,
        failure.PossiblyPersisted,
        failure.Headers));
}
