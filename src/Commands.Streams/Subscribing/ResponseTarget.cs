using Commands.Streams.Messaging;
using Commands.Streams.Serialization;

namespace Commands.Streams.Subscribing;

/// <summary>Where responses may go and how they are written.</summary>
internal sealed record ResponseTarget<TKey, TResponse>(
    ReplyTopics ReplyTopics, ISerde<TKey> KeySerde, ISerde<TResponse> ValueSerde, int MaxBytes, OwnHeaderNames? HeaderNames)
{
    /// <summary>The same for commands that could not be read, whose keys are given back byte for byte.</summary>
    public ResponseTarget<Readable<TKey>?, TResponse> OfUnreadable => new(ReplyTopics, new ReadableSerde<TKey>(KeySerde), ValueSerde, MaxBytes, HeaderNames);
}
