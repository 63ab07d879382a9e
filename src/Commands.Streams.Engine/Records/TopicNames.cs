namespace Commands.Streams.Records;

/// <summary>The rules for names of Kafka topics.</summary>
public static class TopicNames
{
    /// <summary>The greatest length of a name in characters, each of which is one byte.</summary>
    public const int MaxLength = 249;

    /// <summary>
    /// Returns <see langword="true"/> if a name is valid: 1 to 249 ASCII letters, digits, '.', '_' and '-', but not "." or ".."; otherwise
    /// <see langword="false"/>.
    /// </summary>
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

    /// <summary>Throws if a name is not a valid topic name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What the name is for, used in the message: <c>dead-letter topic</c>.</param>
    /// <param name="parameter">The name of the caller's parameter.</param>
    /// <exception cref="ArgumentException">The name is not a valid topic name.</exception>
    public static void ThrowIfInvalid(string name, string what, string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (!IsValid(name))
        {
            throw new ArgumentException(
                $"The {what} is named '{name}', which Kafka does not allow as a topic name. " +
                $"Use 1 to {MaxLength} of the characters a-z, A-Z, 0-9, '.', '_' and '-'.", parameter);
        }
    }
}
