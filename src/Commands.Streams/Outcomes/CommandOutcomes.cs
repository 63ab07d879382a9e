using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>Follows commands to their end, as a stream.</summary>
public static class CommandOutcomes
{
    /// <summary>
    /// Joins commands with their responses by correlation id. Each command with a correlation id gives one outcome: that of the first final response,
    /// or <see cref="CommandOutcome{TResponse}.Unknown"/> (<see cref="UnknownReason.Timeout"/>) if none comes in time.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Both streams are written again, keyed by correlation id, to topics of the application's own named after the command topic, so it does not matter
    /// how they are partitioned. The time runs by the application's clock from when a command or response is read, not from its timestamp: after a
    /// pause, what has piled up is joined and not declared lost. A timeout is noticed up to a tenth of <paramref name="within"/>, and at most a
    /// second, late.
    /// </para>
    /// <para>
    /// What waits for its other half is kept in memory only: ids and headers of commands, and whole responses, for up to <paramref name="within"/>; a rate of
    /// 1,000 commands per second that are answered late, and 5 minutes, are 300,000 entries of some hundred bytes each, over all tasks. After a
    /// restart or a rebalance, commands that were read before and not answered give no
    /// outcome any more. Commands without a correlation id, responses without one, and responses whose command is not read within the time are
    /// passed over; so is the response <see cref="CommandStatus.Accepted"/>, after which another follows. A command that is sent again while the first
    /// one waits, under the same correlation id, shares its outcome.
    /// </para>
    /// <para>
    /// Keys are the commands' ids, or the text of their correlation ids if they have none; the serde of <see cref="CommandId"/> is registered with
    /// the builder. The builder must not stream the two topics in another way.
    /// </para>
    /// </remarks>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <typeparam name="TCommand">The command's type.</typeparam>
    /// <typeparam name="TResponse">The response's type.</typeparam>
    /// <param name="builder">The topology's description.</param>
    /// <param name="commands">The command stream.</param>
    /// <param name="responses">The stream its responses are written to.</param>
    /// <param name="within">How long the one may wait for the other, at least 1 ms.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="within"/> is shorter.</exception>
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
