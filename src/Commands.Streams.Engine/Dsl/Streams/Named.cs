using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>A name for a step, in place of a generated one. Unlike a generated name, it does not change when steps are added elsewhere.</summary>
public sealed record Named
{
    private Named(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Creates a name.</summary>
    /// <param name="name">1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-', unique in the topology: topics may be named after it.</param>
    /// <exception cref="ArgumentException">The name is too long or has other characters.</exception>
    public static Named As(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TopicNames.IsValid(name)
            ? new Named(name)
            : throw new ArgumentException(
                $"A step is named '{name}'. " +
                $"Use 1 to {TopicNames.MaxLength} of the characters a-z, A-Z, 0-9, '.', '_' and '-', because topics are named after steps.",
                nameof(name));
    }
}
