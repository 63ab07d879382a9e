using Streamiz.Kafka.Net.Mock;
using Streamiz.Kafka.Net.SerDes;

namespace Commands.Streams;

/// <summary>Commands and responses in Streamiz' own test driver, in its mode <see cref="TopologyTestDriver.Mode.SYNC_TASK"/>, which is the default.</summary>
public static class TopologyTestDriverExtensions
{
    /// <summary>Opens a command stream to issue commands in. Once per driver and stream.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TCommand">The command's type.</typeparam>
    /// <param name="driver">The driver.</param>
    /// <param name="stream">A command stream that the topology subscribes to.</param>
    public static StreamizCommandInput<TKey, TCommand> CreateCommandInput<TKey, TCommand>(this TopologyTestDriver driver, CommandStream<TKey, TCommand> stream)
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamizCommandInput<TKey, TCommand>(driver.CreateInputTopic(stream.Topic, new ByteArraySerDes(), new ByteArraySerDes()), stream);
    }

    /// <summary>Opens a response stream to read responses from. Once per driver and topic.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="driver">The driver.</param>
    /// <param name="stream">A response stream that the topology writes to.</param>
    /// <param name="replyTopic">The topic that commands named for their replies, if it is not the stream's own.</param>
    public static StreamizResponseOutput<TKey, TResponse> CreateResponseOutput<TKey, TResponse>(
        this TopologyTestDriver driver, ResponseStream<TKey, TResponse> stream, string? replyTopic = null)
    {
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(stream);
        var topic = replyTopic ?? stream.Topic;
        return new StreamizResponseOutput<TKey, TResponse>(
            topic, driver.CreateOutputTopic(topic, TimeSpan.FromSeconds(1), new ByteArraySerDes(), new ByteArraySerDes()), stream);
    }
}
