using System.Diagnostics;
using Commands.Streams.Benchmarks.Measuring;
using Confluent.Kafka;

namespace Commands.Streams.Benchmarks.Raw;

/// <summary>The hand-written loop: consume, filter, change the value, produce; flush and commit once a second.</summary>
internal static class RawThrough
{
    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(1);

    public static void Run(string servers, string input, string output, Interval interval, CancellationToken cancellationToken)
    {
        using var consumer = new ConsumerBuilder<long, string>(RawSettings.Consumer(servers)).Build();
        using var producer = new ProducerBuilder<long, string>(RawSettings.Producer(servers)).Build();
        Error? failure = null;
        consumer.Subscribe(input);
        var lastCommit = Stopwatch.GetTimestamp();
        var isLast = false;
        while (!isLast)
        {
            var result = consumer.Consume(cancellationToken);
            if (result.Message.Value.Length > 0)
            {
                var message = new Message<long, string> { Key = result.Message.Key, Value = result.Message.Value + "!", Timestamp = result.Message.Timestamp };
                Produce(producer, output, message, report => failure = report.Error.IsError ? report.Error : failure);
            }

            consumer.StoreOffset(result);
            isLast = interval.Tick();
            if (isLast || Stopwatch.GetElapsedTime(lastCommit) >= CommitInterval)
            {
                producer.Flush(cancellationToken);
                consumer.Commit();
                lastCommit = Stopwatch.GetTimestamp();
            }
        }

        consumer.Close();
        if (failure is not null)
        {
            throw new KafkaException(failure);
        }
    }

    private static void Produce(
        IProducer<long, string> producer, string topic, Message<long, string> message, Action<DeliveryReport<long, string>> onDelivered)
    {
        while (true)
        {
            try
            {
                producer.Produce(topic, message, onDelivered);
                return;
            }
            catch (ProduceException<long, string> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
