using Commands.Streams.Errors;
using Commands.Streams.Serialization;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A given serde, or one to be found by type.</summary>
internal readonly struct SerdeChoice<T>(ISerde<T>? given)
{
    /// <summary>The given serde; null for one to be found.</summary>
    public ISerde<T>? Given => given;

    public ISerde<T> Resolve(SerdeRegistry registry) => given ?? (registry.TryGet<T>(out var found)
        ? found
        : throw new InvalidOperationException($"No serde is known for {TypeNames.Print(typeof(T))}."));

    /// <summary>Adds a problem if no serde can be found.</summary>
    public void Check(GraphProblems problems, string node, string doing, string option)
    {
        if (given is null && !problems.Serdes.TryGet<T>(out _))
        {
            problems.Add(
                $"Node '{node}' {doing} of type {TypeNames.Print(typeof(T))}, for which no serde is known. " +
                $"Set one with {option}, or register it with StreamsBuilder.DefaultSerdes.Add.");
        }
    }
}
