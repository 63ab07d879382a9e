namespace Commands.Streams;

/// <summary>Configures a join of tables by foreign key. Immutable; each <c>With</c> method returns a modified copy.</summary>
public sealed record TableJoined
{
    private TableJoined()
    {
    }

    /// <summary>The name of the join, after which its nodes, its internal topics and its store are called.</summary>
    public required string Name { get; init; }

    /// <summary>Joins under this name.</summary>
    /// <param name="name">The name, unique in the topology.</param>
    public static TableJoined As(string name) => new() { Name = Named.As(name).Name };
}
