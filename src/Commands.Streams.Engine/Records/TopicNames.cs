namespace Commands.Streams.Records;

/// <summary>What Kafka allows as the name of a topic.</summary>
public static class TopicNames
{
    /// <summary>The longest name, in characters, which are bytes too.</summary>
    public const int MaxLength = 249;

    /// <summary>Whether a topic can have this name: 1 to 249 ASCII letters, digits, '.', '_' and '-', but not "." or "..".</summary>
    /// <param name="name">The name.</param>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxLength || name is "." or "..")
        {
            return false;
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Refuses a name that no topic can have.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What is named so, for the message: <c>dead-letter topic</c>.</param>
    /// <param name="parameter">The caller's parameter.</param>
    /// <exception cref="ArgumentException">No topic can have the name.</exception>
    public static void ThrowIfInvalid(string name, string what, string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (!IsValid(name))
        {
            throw new ArgumentException(
                $"The {what} is named '{name}', which Kafka does not allow as a topic. Use 1 to {MaxLength} of the characters a-z, A-Z, 0-9, '.', '_' and '-'.",
                parameter);
        }
    }
}
