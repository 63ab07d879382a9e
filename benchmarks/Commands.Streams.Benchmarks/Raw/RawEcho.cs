using Confluent.Kafka;

namespace Commands.Streams.Benchmarks.Raw;

/// <summary>The least that answers: each record of one topic is written to another, on a thread of its own.</summary>
internal sealed class RawEcho : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public RawEcho(string servers, string from, string to)
    {
        _thread = new Thread(() => Run(servers, from, to, _stop.Token)) { IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }

    private static void Run(string servers, string from, string to, CancellationToken stopping)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(Producer(servers)).Build();
        using var consumer = new ConsumerBuilder<byte[], byte[]>(RawSettings.Consumer(servers)).Build();
        consumer.Subscribe(from);
        while (!stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { Message: { } message })
            {
                producer.Produce(to, new Message<byte[], byte[]> { Key = message.Key, Value = message.Value, Headers = message.Headers });
            }
        }

        consumer.Close();
    }

    public static ProducerConfig Producer(string servers)
    {
        var config = RawSettings.Producer(servers);
        config.LingerMs = 0;
        return config;
    }
}
