using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Follows commands to their outcomes, as a stream.</summary>
public static class CommandOutcomes
{
    /// <summary>
    /// Joins commands with their responses by correlation id. Each command with a correlation id results in one outcome: that of the first final
    /// response, or <see cref="CommandOutcome{TResponse}.Unknown"/> (<see cref="UnknownReason.Timeout"/>) if none arrives in time.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Both streams are written again, keyed by correlation id, to internal topics named after the command topic, so it does not matter how they are
    /// partitioned. The wait is measured by the application's clock from the time at which a command or response is read, not from its timestamp, so
    /// that records that piled up during a pause are joined and not reported as timed out. A timeout is noticed with a delay of up to a tenth of
    /// <paramref name="within"/>, and at most one second.
    /// </para>
    /// <para>
    /// Sides that wait for each other are kept in memory only: ids and headers of commands, and whole responses, for up to <paramref name="within"/>.
    /// At 1,000 commands per second with late responses and a limit of 5 minutes, these are 300,000 entries of a few hundred bytes each, over all
    /// tasks. After a restart or a rebalance, commands that were read before without receiving a response no longer result in an outcome. Commands
    /// and responses without a correlation id, and responses whose command is not read in time, are skipped, as is the response
    /// <see cref="CommandStatus.Accepted"/>, which is followed by another one. A command that is sent again under the same correlation id while the
    /// first one waits shares its outcome.
    /// </para>
    /// <para>
    /// The keys are the commands' ids, or their correlation ids as text if they have none; the serde of <see cref="CommandId"/> is registered with
    /// the builder. The builder must not read the two topics in another way.
    /// </para>
    /// </remarks>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TCommand">The command's type.</typeparam>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="builder">The builder of the topology.</param>
    /// <param name="commands">The command stream.</param>
    /// <param name="responses">The stream that its responses are written to.</param>
    /// <param name="within">How long one side may wait for the other, at least 1 ms.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is less than 1 ms.</exception>
    public static KStream<CommandId, CommandOutcome<TResponse>> Join<TKey, TCommand, TResponse>(
        StreamsBuilder builder, CommandStream<TKey, TCommand> commands, ResponseStream<TKey, TResponse> responses, TimeSpan within)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(commands);
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.FromMilliseconds(1));
        builder.DefaultSerdes.Add(CommandId.Serde);
        var name = $"{commands.Topic}-outcomes";
        var reader = new OutcomeReader<TResponse>(responses.Topic, responses.ValueSerde);
        var headerNames = OwnHeaderNames.Of(commands.Profile);
        var sent = ByCorrelationId(builder, commands.Topic, $"{name}-commands", commands.Partitions, isCommand: true, headerNames);
        var answered = ByCorrelationId(builder, responses.Topic, $"{name}-responses", commands.Partitions, isCommand: false, headerNames);
        return sent
            .Merge(answered, Named.As($"{name}-merge"))
            .Process(() => new OutcomeProcessor<TResponse>(within, reader), Named.As($"{name}-join"));
    }

    /// <summary>Both sides get the same number of partitions, so that equal ids meet in one task.</summary>
    private static KStream<CorrelationId, JoinInput> ByCorrelationId(
        StreamsBuilder builder, string topic, string name, int partitions, bool isCommand, OwnHeaderNames? headerNames)
    {
        var bytes = Serdes.ByteArray.OrNull();
        return builder
            .Stream(topic, Consumed.With(bytes, bytes).WithTimestampExtractor(TimestampExtractors.UsePartitionTimeOrWallClock).WithName($"{name}-read"))
            .Process(() => new CorrelationProcessor(isCommand, headerNames), Named.As($"{name}-correlate"))
            .Repartition(Repartitioned.With(CorrelationId.Serde, bytes).WithPartitions(partitions).WithName(name))
            .MapValues(payload => new JoinInput(isCommand, payload), Named.As($"{name}-arrive"));
    }
}
