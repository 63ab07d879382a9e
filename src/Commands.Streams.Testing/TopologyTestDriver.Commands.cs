using Commands.Streams.Testing.Driving;

namespace Commands.Streams.Testing;

/// <content>Commands and responses.</content>
public sealed partial class TopologyTestDriver
{
    /// <summary>Opens a command stream for issuing commands.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TCommand">The command's type.</typeparam>
    /// <param name="stream">A command stream that the topology subscribes to.</param>
    /// <exception cref="ArgumentException">The topology does not read the stream.</exception>
    public TestCommandInput<TKey, TCommand> CreateCommandInput<TKey, TCommand>(CommandStream<TKey, TCommand> stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new TestCommandInput<TKey, TCommand>(CreateInputTopic(stream.Topic, stream.KeySerde, stream.ValueSerde));
    }

    /// <summary>Opens a response stream for reading responses.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="stream">A response stream that the topology writes to.</param>
    /// <param name="replyTopic">The reply topic that commands named, if it is not the stream's own topic.</param>
    public TestResponseOutput<TKey, TResponse> CreateResponseOutput<TKey, TResponse>(ResponseStream<TKey, TResponse> stream, string? replyTopic = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var topic = replyTopic ?? stream.Topic;
        var serdes = new TopicSerdes<TKey, TResponse>(topic, _topology.Graph.Serdes, stream.KeySerde, stream.ValueSerde);
        return new TestResponseOutput<TKey, TResponse>(topic, _task.Outputs, serdes);
    }
}
