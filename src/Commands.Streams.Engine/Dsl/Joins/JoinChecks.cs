using Commands.Streams.Errors;
using Commands.Streams.Graph;

namespace Commands.Streams;

/// <summary>What joins demand of their types.</summary>
internal static class JoinChecks
{
    /// <summary>Adds a problem if a value that may be missing cannot be null.</summary>
    /// <param name="graph">The topology.</param>
    /// <param name="join">The name of the join, or of its left stream.</param>
    /// <param name="side">The side of the value, "left" or "right".</param>
    public static void CheckNullable<T>(TopologyGraph graph, string join, string side)
    {
        if (default(T) is not null)
        {
            graph.AddProblem(
                $"The join at '{join}' may find no {side} value, but {side} values are of type {TypeNames.Print(typeof(T))}, which cannot be null. " +
                $"Use {TypeNames.Print(typeof(T))}? as the type.");
        }
    }
}
