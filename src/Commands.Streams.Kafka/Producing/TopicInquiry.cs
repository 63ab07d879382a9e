using Commands.Streams.Errors;
using Commands.Streams.Kafka.Native;
using static Commands.Streams.Kafka.Native.AdminFunctions;
using static Commands.Streams.Kafka.Native.QueueFunctions;

namespace Commands.Streams.Kafka.Producing;

/// <summary>
/// Asks the cluster about the topics of a producer in the background: partition counts and limits, one request each for all of them. Answers are read
/// when <see cref="Serve"/> is called, so everything stays on the worker's thread and nothing waits.
/// </summary>
internal sealed class TopicInquiry(NativeClient client, Func<string, KafkaProducerTopic?> find) : IDisposable
{
    private const int TimeoutMilliseconds = 30_000;

    private readonly List<string> _limitsWanted = [];
    private nint _queue = rd_kafka_queue_new(client.Handle);
    private bool _asksLimits;
    private int _outstanding;

    /// <summary>A topic's limit is to be asked for with the next call of <see cref="Serve"/>.</summary>
    public void WantLimit(string topic) => _limitsWanted.Add(topic);

    /// <summary>Asks for everything anew.</summary>
    public void AskAgain(IReadOnlyCollection<string> topics)
    {
        if (topics.Count > 0)
        {
            TopicDescriptions.Begin(client, topics, TimeoutMilliseconds, _queue);
            _outstanding++;
            _limitsWanted.Clear();
            _limitsWanted.AddRange(topics);
        }
    }

    /// <summary>Sends what is to be asked, and hands out answers that are there.</summary>
    public void Serve()
    {
        if (_limitsWanted.Count > 0 && !_asksLimits)
        {
            _asksLimits = true;
            _outstanding++;
            TopicLimits.Begin(client, [.. _limitsWanted.Distinct()], TimeoutMilliseconds, _queue);
            _limitsWanted.Clear();
        }

        nint answer;
        while (_outstanding > 0 && (answer = rd_kafka_queue_poll(_queue, 0)) != 0)
        {
            _outstanding--;
            Read(answer);
            rd_kafka_event_destroy(answer);
        }
    }

    /// <summary>Drops answers that come later.</summary>
    public void Dispose()
    {
        if (_queue != 0)
        {
            rd_kafka_queue_destroy(_queue);
            _queue = 0;
        }
    }

    private void Read(nint answer)
    {
        if (rd_kafka_event_DescribeConfigs_result(answer) != 0)
        {
            _asksLimits = false;
            foreach (var (name, limit) in TopicLimits.Read(answer))
            {
                find(name)?.LearnLimit(limit);
            }

            return;
        }

        try
        {
            foreach (var (name, topic) in TopicDescriptions.Read(client, answer))
            {
                find(name)?.Learn(topic);
            }
        }
        catch (ClientException exception)
        {
            client.Callbacks.Error?.Invoke(new NativeError(NativeErrorCodes.TimedOut, exception.Message));
        }
    }
}
