namespace Commands.Streams;

/// <summary>A name for a step, in place of a generated one. A name of one's own stays the same when steps are added elsewhere.</summary>
public sealed record Named
{
    private Named(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Makes a name.</summary>
    /// <param name="name">1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-', unique in the topology.</param>
    public static Named As(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Named(name);
    }
}
