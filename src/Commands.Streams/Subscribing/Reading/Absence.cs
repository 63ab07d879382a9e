using Commands.Streams.Messaging;

namespace Commands.Streams.Subscribing.Reading;

/// <summary>The error for a command without a value in a stream that does not allow it.</summary>
internal static class Absence
{
    public static CommandError Of(string topic) => new(
        CommandErrors.Invalid,
        $"The command of topic '{topic}' has no value. If that is intended, define the stream with AllowNull(), or its commands with a nullable value type.");
}
