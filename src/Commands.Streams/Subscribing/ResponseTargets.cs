using Commands.Streams.Subscribing.Reading;
using Commands.Streams.Subscribing.Responding;

namespace Commands.Streams.Subscribing;

/// <summary>What is made of a target.</summary>
internal static class ResponseTargets
{
    /// <summary>
    /// The same for commands that could not be read, whose keys are given back byte for byte. No member of the target itself, whose type would then contain
    /// ever deeper types of itself, which ahead-of-time compilation does not survive.
    /// </summary>
    public static ResponseTarget<Readable<TKey>?, TResponse> OfUnreadable<TKey, TResponse>(this ResponseTarget<TKey, TResponse> target) =>
        new(target.ReplyTopics, new ReadableSerde<TKey>(target.KeySerde), target.ValueSerde, target.MaxBytes, target.HeaderNames);
}
