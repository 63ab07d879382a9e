using Commands.Streams.Subscribing.Reading;
using Commands.Streams.Subscribing.Responding;

namespace Commands.Streams.Subscribing;

/// <summary>Derives targets from a target.</summary>
internal static class ResponseTargets
{
    /// <summary>
    /// Returns the target for commands that could not be read, whose keys are returned byte for byte. Not a member of the target itself, whose type
    /// would then refer to infinitely nested types of itself, which ahead-of-time compilation cannot handle.
    /// </summary>
    public static ResponseTarget<Readable<TKey>?, TResponse> OfUnreadable<TKey, TResponse>(this ResponseTarget<TKey, TResponse> target) =>
        new(target.ReplyTopics, new ReadableSerde<TKey>(target.KeySerde), target.ValueSerde, target.MaxBytes, target.HeaderNames);
}
