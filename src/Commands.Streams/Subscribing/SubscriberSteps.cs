namespace Commands.Streams.Subscribing;

/// <summary>
/// Adds a subscriber's steps to a builder, in the order a command takes them: read, accept, expiry, validate, handle, dead letter, answer, respond. Where
/// there is a dead-letter topic, commands that cannot be read leave after the first step.
/// </summary>
internal static class SubscriberSteps
{
    /// <summary>Reads commands, and takes them as far as the handler.</summary>
    public static KStream<TKey, ReceivedCommand<TKey, TCommand>> Receive<TKey, TCommand, TResponse>(
        this StreamsBuilder builder, SubscriptionSettings<TKey, TCommand> settings, ResponseTarget<TKey, TResponse>? responses)
    {
        var received = builder.Read(settings, responses)
            .ProcessValues(() => new AcceptProcessor<TKey, TCommand>(responses?.ReplyTopics), settings.Names.Accept)
            .ProcessValues(() => new ExpiryProcessor<TKey, TCommand>(settings.Expiry), settings.Names.Expiry);
        return settings.Validate is { } validate
            ? received.ProcessValues(() => new ValidateProcessor<TKey, TCommand>(validate), settings.Names.Validate)
            : received;
    }

    /// <summary>Writes what came of commands: dead letters, then responses.</summary>
    public static void Finish<TKey, TResponse>(
        this KStream<TKey, Answer<TResponse>> answers, string? deadLetterTopic, ResponseTarget<TKey, TResponse>? responses, AnswerNames names)
    {
        if (deadLetterTopic is not null)
        {
            answers.ToDeadLetter(deadLetterTopic, static answer => answer.DeadLetter, names.DeadLetter);
        }

        if (responses is not null)
        {
            answers
                .ProcessValues(() => new AnswerProcessor<TKey, TResponse>(), names.Answer)
                .To(
                    static (_, answer, _) => answer.Address.Topic!,
                    Produced.With(responses.KeySerde, new AnswerSerde<TResponse>(responses.ValueSerde))
                        .WithPartitioner(ChoosePartition)
                        .WithUnwritableRecordHandler(UnwritableAnswers.HandlerFor<TKey, TResponse>(responses.ReplyTopics.Default), responses.MaxBytes)
                        .WithName(names.Respond));
        }
    }

    private static KStream<TKey, TCommand> Read<TKey, TCommand, TResponse>(
        this StreamsBuilder builder, SubscriptionSettings<TKey, TCommand> settings, ResponseTarget<TKey, TResponse>? responses)
    {
        var (stream, names) = (settings.Commands, settings.Names);
        if (settings.DeadLetterTopic is null)
        {
            return builder.Stream(stream.Topic, Consumed.With(stream.KeySerde, stream.ValueSerde).WithName(names.Read));
        }

        var read = builder.Stream(
            stream.Topic,
            Consumed.With(new ReadableSerde<TKey>(stream.KeySerde), new ReadableSerde<TCommand>(stream.ValueSerde)).WithName(names.Read));
        read.ProcessValues(() => new UnreadableProcessor<TKey, TCommand, TResponse>(stream.Topic, responses?.ReplyTopics), names.Unreadable)
            .Finish(settings.DeadLetterTopic, responses?.OfUnreadable, names.OfUnreadable);
        return read.Process(() => new DeserializeProcessor<TKey, TCommand>(), names.Deserialize);
    }

    private static int? ChoosePartition<TKey, TResponse>(string topic, TKey key, Answer<TResponse> answer, int partitionCount) =>
        answer.Address.Partition is { } partition && partition < partitionCount ? partition : null;
}
