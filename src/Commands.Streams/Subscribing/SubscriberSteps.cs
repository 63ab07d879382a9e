namespace Commands.Streams.Subscribing;

/// <summary>Adds a subscriber's steps to a builder, in the order a command takes them: read, accept, handle, answer, respond.</summary>
internal static class SubscriberSteps
{
    /// <summary>Reads commands and accepts them.</summary>
    public static KStream<TKey, ReceivedCommand<TKey, TCommand>> Receive<TKey, TCommand>(
        this StreamsBuilder builder, SubscriptionSettings<TKey, TCommand> settings, ReplyTopics? replyTopics)
    {
        var stream = settings.Commands;
        return builder
            .Stream(stream.Topic, Consumed.With(stream.KeySerde, stream.ValueSerde).WithName(settings.Names.Read))
            .ProcessValues(() => new AcceptProcessor<TKey, TCommand>(replyTopics), settings.Names.Accept);
    }

    /// <summary>Writes the answers of the handle step.</summary>
    public static void Respond<TKey, TResponse>(this KStream<TKey, Answer<TResponse>> answers, ResponseStream<TKey, TResponse> responses, StepNames names) =>
        answers
            .ProcessValues(() => new AnswerProcessor<TKey, TResponse>(), names.Answer)
            .To(
                static (_, answer, _) => answer.Address.Topic,
                Produced.With(responses.KeySerde, new AnswerSerde<TResponse>(responses.ValueSerde)).WithPartitioner(ChoosePartition).WithName(names.Respond));

    private static int? ChoosePartition<TKey, TResponse>(string topic, TKey key, Answer<TResponse> answer, int partitionCount) =>
        answer.Address.Partition is { } partition && partition < partitionCount ? partition : null;
}
