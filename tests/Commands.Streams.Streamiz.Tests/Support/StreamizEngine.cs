using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.SerDes;
using KafkaHeaders = Confluent.Kafka.Headers;
using TopologyTestDriver = Streamiz.Kafka.Net.Mock.TopologyTestDriver;

namespace Commands.Streams.Tests.Support;

/// <summary>Runs scripts on Streamiz, in its own test driver.</summary>
public static class StreamizEngine
{
    public static StreamConfig<ByteArraySerDes, ByteArraySerDes> Config() =>
        new() { ApplicationId = "test", BootstrapServers = "nowhere:9092", Logger = NullLoggerFactory.Instance };

    public static TopologyTestDriver Driver(CommandSubscriber subscriber, StreamizCommandOptions? options = null)
    {
        var builder = new StreamBuilder();
        builder.AddCommands(subscriber, options ?? new StreamizCommandOptions { TimeProvider = new ManualTimeProvider() });
        return new TopologyTestDriver(builder.Build(), Config());
    }

    public static ScriptResult Run(CommandScript script)
    {
        using var driver = Driver(script.Subscriber());
        var input = driver.CreateInputTopic(Some.Commands.Topic, new ByteArraySerDes(), new ByteArraySerDes());
        Exception? failure = null;
        try
        {
            foreach (var command in script.Commands)
            {
                var headers = new KafkaHeaders();
                foreach (var header in command.Headers)
                {
                    headers.Add(header.Name, header.Value);
                }

                input.PipeInput(new Streamiz.Kafka.Net.Mock.TestRecord<byte[], byte[]>(
                    command.Key!, command.Value!, DateTimeOffset.FromUnixTimeMilliseconds(command.Timestamp).UtcDateTime, headers));
            }
        }
        catch (StreamsException exception)
        {
            failure = exception;
        }

        var written = from topic in script.Outputs
                      from record in driver.CreateOutputTopic(topic, TimeSpan.FromSeconds(1), new ByteArraySerDes(), new ByteArraySerDes()).ReadKeyValueList()
                      let message = record.Message
                      let headers = message.Headers.Select(header => new Header(header.Key, header.GetValueBytes()))
                      select WrittenRecord.Of(topic, record.Partition.Value, message.Key, message.Value, message.Timestamp.UnixTimestampMs, headers);
        return new ScriptResult([.. written], failure);
    }
}
