using Commands.Streams.Advanced;
using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Subscribing.Deduplicating;
using Commands.Streams.Subscribing.Handling;
using Commands.Streams.Subscribing.Reading;
using Commands.Streams.Subscribing.Receiving;
using Commands.Streams.Subscribing.Responding;
using Commands.Streams.Subscribing.Retrying;

namespace Commands.Streams.Subscribing;

/// <summary>
/// Adds a subscriber's steps to a builder, in the order in which a command passes them: read, receive, deduplicate, expiry, validate, handle, remember,
/// dead letter, retry, response, respond. With a dead-letter topic, commands that cannot be read branch off after the first step.
/// </summary>
internal static class SubscriberSteps
{
    /// <summary>Reads commands and takes them as far as the handler.</summary>
    public static KStream<TKey, ReceivedCommand<TKey, TCommand>> Receive<TKey, TCommand, TResponse>(
        this StreamsBuilder builder, SubscriptionSettings<TKey, TCommand> settings, ResponseTarget<TKey, TResponse>? responses)
    {
        builder.RequireTopic(settings.Commands.Topic, settings.Commands.Partitions);
        if (responses is not null)
        {
            builder.RequireTopic(responses.ReplyTopics.Default);
        }

        var received = builder.Read(settings, responses)
            .ProcessValues(() => new ReceiveProcessor<TKey, TCommand>(settings.Commands, responses?.ReplyTopics, settings.RetryTopics), settings.Names.Receive)
            .Deduplicate(builder, settings)
            .ProcessValues(() => new ExpiryProcessor<TKey, TCommand>(settings.Expiry), settings.Names.Expiry)
            .Hold(settings);
        return settings.Validate is not null
            ? received.ProcessValues(() => new ValidateProcessor<TKey, TCommand>(settings), settings.Names.Validate)
            : received;
    }

    /// <summary>Remembers the commands that the handler has finished.</summary>
    public static KStream<TKey, CommandResult<TResponse>> Remember<TKey, TCommand, TResponse>(
        this KStream<TKey, CommandResult<TResponse>> results, SubscriptionSettings<TKey, TCommand> settings, ResponseTarget<TKey, TResponse>? responses)
    {
        if (settings.Deduplication is not { } deduplication)
        {
            return results;
        }

        var headerNames = OwnHeaderNames.Of(settings.Commands.Profile);
        return results.ProcessValues(
            () => new RememberProcessor<TKey, TResponse>(
                deduplication, settings.RetryTopics, headerNames, responses is null ? null : new ResponseBytes<TKey, TResponse>(responses)),
            settings.Names.Remember,
            deduplication.StoreName);
    }

    /// <summary>Writes the results of commands: dead letters, then commands to retry later, then responses.</summary>
    public static void Finish<TKey, TResponse>(
        this KStream<TKey, CommandResult<TResponse>> results, FailureTopics destinations, ResponseTarget<TKey, TResponse>? responses, ResponseStepNames names)
    {
        var retryTopics = destinations.RetryTopics;
        if (destinations.DeadLetterTopic is { } deadLetterTopic)
        {
            if (retryTopics is null)
            {
                results.ToDeadLetter(deadLetterTopic, static result => result.DeadLetter, names.DeadLetter);
            }
            else
            {
                results.ToDeadLetter(deadLetterTopic, static result => result.DeadLetter, retryTopics.OriginOf, names.DeadLetter);
            }
        }

        if (retryTopics is not null && names.Retry is { } retry)
        {
            var later = results.ProcessValues(() => new RetryProcessor<TKey, TResponse>(retryTopics, names.HeldKeys), retry);
            for (var level = 1; level <= retryTopics.Names.Count; level++)
            {
                var wanted = level;
                later.MoveTo(retryTopics.Names[level - 1], step => step.Level == wanted, Named.As(retryTopics.Names[level - 1]));
            }
        }

        if (responses is not null)
        {
            results.Respond(responses, names);
        }
    }

    /// <summary>Tells issuers that their commands have been accepted, before the handler is called.</summary>
    public static void RespondAccepted<TKey, TCommand, TResponse>(
        this KStream<TKey, ReceivedCommand<TKey, TCommand>> received, ResponseTarget<TKey, TResponse> responses, StepNames names) =>
        received.ProcessValues(() => new AcceptedProcessor<TKey, TCommand, TResponse>(), names.Accepted).Respond(responses, names.OfAccepted);

    private static void Respond<TKey, TResponse>(
        this KStream<TKey, CommandResult<TResponse>> results, ResponseTarget<TKey, TResponse> responses, ResponseStepNames names) =>
        results
            .ProcessValues(() => new ResponseProcessor<TKey, TResponse>(responses.HeaderNames), names.Response)
            .To(
                ReplyTopic,
                Produced.With(responses.KeySerde, new ResponseSerde<TResponse>(responses.ValueSerde))
                    .WithPartitioner(ChoosePartition)
                    .WithUnwritableRecordHandler(
                        UnwritableResponses.HandlerFor<TKey, TResponse>(responses.ReplyTopics.Default, responses.HeaderNames), responses.MaxBytes)
                    .WithEarlyRecords(static (_, result) => result.Status == CommandStatus.Accepted || result.Fault is not null)
                    .WithName(names.Respond));

    private static KStream<TKey, TCommand> Read<TKey, TCommand, TResponse>(
        this StreamsBuilder builder, SubscriptionSettings<TKey, TCommand> settings, ResponseTarget<TKey, TResponse>? responses)
    {
        var (stream, names) = (settings.Commands, settings.Names);
        if (settings.DeadLetterTopic is null)
        {
            return builder.ReadAll(settings, stream.KeySerde, stream.ValueSerde);
        }

        var read = builder.ReadAll(settings, new ReadableSerde<TKey>(stream.KeySerde), new ReadableSerde<TCommand>(stream.ValueSerde));
        read.ProcessValues(() => new UnreadableProcessor<TKey, TCommand, TResponse>(
                stream.Topic, stream.AllowsNull, responses?.ReplyTopics, responses?.HeaderNames), names.Unreadable)
            .Finish(settings.FailureTopics, responses?.OfUnreadable(), names.OfUnreadable);
        return read.Process(() => new DeserializeProcessor<TKey, TCommand>(stream.AllowsNull), names.Deserialize);
    }

    private static KStream<TKey, ReceivedCommand<TKey, TCommand>> Deduplicate<TKey, TCommand>(
        this KStream<TKey, ReceivedCommand<TKey, TCommand>> received, StreamsBuilder builder, SubscriptionSettings<TKey, TCommand> settings)
    {
        if (settings.Deduplication is not { } deduplication)
        {
            return received;
        }

        deduplication.AddStore(builder);
        return received.ProcessValues(() => new DeduplicateProcessor<TKey, TCommand>(deduplication), settings.Names.Deduplicate, deduplication.StoreName);
    }

    private static KStream<TKey, ReceivedCommand<TKey, TCommand>> Hold<TKey, TCommand>(
        this KStream<TKey, ReceivedCommand<TKey, TCommand>> received, SubscriptionSettings<TKey, TCommand> settings)
    {
        if (settings.RetryTopics is not { IsStrict: true } topics)
        {
            return received;
        }

        var (names, heldKeys) = (settings.Names, settings.Names.OfHandled.HeldKeys);
        return settings.DeadLetterTopic is null
            ? received.ProcessValues(() => new HoldProcessor<TKey, TCommand, TKey>(topics, heldKeys, Take), names.Hold)
            : received.ProcessValues(() => new HoldProcessor<TKey, TCommand, Readable<TKey>?>(topics, heldKeys, Readable<TKey>.TryTake), names.Hold);

        static bool Take(TKey read, out TKey key)
        {
            key = read;
            return true;
        }
    }

    /// <summary>Reads the command topic, and the retry topics if there are any.</summary>
    private static KStream<TReadKey, TRead> ReadAll<TKey, TCommand, TReadKey, TRead>(
        this StreamsBuilder builder, SubscriptionSettings<TKey, TCommand> settings, ISerde<TReadKey> keySerde, ISerde<TRead> valueSerde)
    {
        var (topic, names) = (settings.Commands.Topic, settings.Names);

        // A command needs no timestamp: one without it must not stop its subscriber.
        var consumed = Consumed.With(keySerde, valueSerde).WithTimestampExtractor(TimestampExtractors.UsePartitionTimeOrWallClock);
        var commands = builder.Stream(topic, consumed.WithName(names.Read));
        if (settings.RetryTopics is not { } retryTopics)
        {
            return commands;
        }

        foreach (var name in retryTopics.Names)
        {
            builder.DeclareTopic(name, like: topic);
        }

        // A command written before the group's first commit must not be skipped, wherever the application starts to read.
        return commands.Merge(
            builder.Stream(
                retryTopics.Names,
                consumed.WithName(names.ReadAgain)
                    .WithOffsetReset(OffsetReset.Earliest)
                    .WithDueTime((in ConsumedRecord<TReadKey, TRead> record, long now) => retryTopics.DueTimeOf(record.Partition.Topic, record.Headers, now))),
            names.Merge);
    }

    private static string ReplyTopic<TKey, TResponse>(TKey key, CommandResult<TResponse> result, RecordContext context) => result.Address.Topic!;

    private static int? ChoosePartition<TKey, TResponse>(string topic, TKey key, CommandResult<TResponse> result, int partitionCount) =>
        result.Address.Partition is { } partition && partition < partitionCount ? partition : null;
}
