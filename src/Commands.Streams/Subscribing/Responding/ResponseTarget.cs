using Commands.Streams.Messaging;
using Commands.Streams.Serialization;

namespace Commands.Streams.Subscribing.Responding;

/// <summary>Where responses may go and how they are written.</summary>
internal sealed record ResponseTarget<TKey, TResponse>(
    ReplyTopics ReplyTopics, ISerde<TKey> KeySerde, ISerde<TResponse> ValueSerde, int MaxBytes, OwnHeaderNames? HeaderNames);
