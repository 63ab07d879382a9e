using Commands.Streams.Benchmarks.Measuring;
using Confluent.Kafka;

namespace Commands.Streams.Benchmarks.Raw;

/// <summary>The hand-written loop: Consume() until everything was seen.</summary>
internal static class RawConsume
{
    public static void Run(string servers, string topic, Interval interval, CancellationToken cancellationToken)
    {
        using var consumer = new ConsumerBuilder<long, string>(RawSettings.Consumer(servers)).Build();
        consumer.Subscribe(topic);
        while (consumer.Consume(cancellationToken) is { } result)
        {
            if (result.Message is not null && interval.Tick())
            {
                break;
            }
        }

        consumer.Close();
    }
}
