using Commands.Streams.Interop;

namespace Commands.Streams.Messaging;

/// <summary>The rules for profiles.</summary>
internal static class ProfileRules
{
    public static void Check(CommandProfile profile, string parameter)
    {
        ArgumentNullException.ThrowIfNull(profile, parameter);
        string[] names = [profile.CorrelationIdHeader, profile.ReplyTopicHeader, profile.ReplyPartitionHeader];
        if (names.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("The profile has a header without a name. Set the name, or keep the default.", parameter);
        }

        if (names.Append(CommandHeaders.CommandId).Append(CommandHeaders.Deadline).Append(CommandHeaders.Timeout).Append(CommandHeaders.Type)
            .GroupBy(static name => name).FirstOrDefault(static group => group.Count() > 1) is { Key: var twice })
        {
            throw new ArgumentException($"The profile uses the header '{twice}' twice. Give each header its own name.", parameter);
        }
    }
}
