using Commands.Streams.Bridging;
using Commands.Streams.Hosting;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Processors.Public;
using Streamiz.Kafka.Net.SerDes;

namespace Commands.Streams;

/// <summary>Adds subscribers of commands to Streamiz topologies.</summary>
public static class StreamBuilderExtensions
{
    /// <summary>
    /// Adds a subscriber to a Streamiz topology, beside whatever other streams it has. Commands are read, handled, answered and dead-lettered by the same code
    /// as in an application of this library, one command after the other: Streamiz' thread waits for an asynchronous handler, with its retries,
    /// before it takes the
    /// next command, and it must be back within <c>max.poll.interval.ms</c>. Several subscribers may be added, each for a topic of its own.
    /// </summary>
    /// <param name="builder">The Streamiz topology's description.</param>
    /// <param name="subscriber">The subscriber: what <c>ForEach</c> of a <see cref="CommandTopology{TKey,TCommand}"/> returned.</param>
    /// <param name="options">How commands are handled; <see langword="null"/> for the defaults.</param>
    /// <exception cref="NotSupportedException">
    /// The subscriber uses <c>Concurrency</c> above 1, <c>AdaptiveConcurrency</c>, <c>RetryLater</c> or <c>Deduplicate</c>; the message names what it
    /// uses.
    /// </exception>
    /// <exception cref="Errors.TopologyException">The subscriber's own topology is not valid; the message names every problem.</exception>
    public static void AddCommands(this StreamBuilder builder, CommandSubscriber subscriber, StreamizCommandOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(subscriber);
        StreamizLimits.Check(subscriber.Description);
        options ??= new StreamizCommandOptions();
        var hosted = builder as HostedStreamBuilder;
        var source = new CommandSource(
            subscriber.Build(),
            options.LoggerFactory is null ? options with { LoggerFactory = hosted?.LoggerFactory } : options,
            hosted?.GivingUp ?? CancellationToken.None);
        var route = new OutgoingRoute();
        builder
            .Stream(subscriber.Description.CommandTopic, new ByteArraySerDes(), new ByteArraySerDes(), new CommandTimestamps())
            .Transform(TransformerBuilder.New<byte[], byte[], byte[], OutgoingRecord>().Transformer<CommandTransformer>(source).Build())
            .Transform(TransformerBuilder.New<byte[], OutgoingRecord, byte[], OutgoingRecord>().Transformer<OutputTransformer>().Build())
            .To(route, new ByteArraySerDes(), new OutgoingValueSerDes(), route, route);
    }
}
