using Commands.Streams.Errors;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.Support;

/// <summary>Runs scripts on the engine of this library, in its test driver.</summary>
public static class OwnEngine
{
    public static ScriptResult Run(CommandScript script)
    {
        using var driver = new TopologyTestDriver(script.Subscriber().Build());
        var input = driver.CreateInputTopic(Some.Commands.Topic, Serdes.ByteArray, Serdes.ByteArray);
        Exception? failure = null;
        try
        {
            foreach (var command in script.Commands)
            {
                input.Pipe(new TestRecord<byte[], byte[]>(command.Key!, command.Value!, command.Timestamp, command.Headers));
                driver.CompleteHandlers(TimeSpan.FromSeconds(30));
            }
        }
        catch (StreamsException exception)
        {
            failure = exception;
        }

        var written = from topic in script.Outputs
                      from record in driver.CreateOutputTopic(topic, Serdes.ByteArray, Serdes.ByteArray).ReadRecordsToList()
                      select WrittenRecord.Of(topic, 0, record.Key, record.Value, record.Timestamp!.Value, record.Headers);
        return new ScriptResult([.. written], failure);
    }
}
