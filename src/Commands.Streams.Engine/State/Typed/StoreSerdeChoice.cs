using Commands.Streams.Errors;
using Commands.Streams.Serialization;

namespace Commands.Streams.State.Typed;

/// <summary>A given serde, or one to be found by type.</summary>
/// <param name="given">The serde, if one is given.</param>
/// <param name="part">What it is for, for messages: "keys" or "values".</param>
internal sealed class StoreSerdeChoice<T>(ISerde<T>? given, string part)
{
    public ISerde<T> Resolve(SerdeRegistry serdes) => given ?? (serdes.TryGet<T>(out var found)
        ? found
        : throw new InvalidOperationException($"No serde is known for {TypeNames.Print(typeof(T))}."));

    /// <summary>Adds a problem if no serde can be found.</summary>
    public void Check(string store, SerdeRegistry serdes, Action<string> add)
    {
        if (given is null && !serdes.TryGet<T>(out _))
        {
            add(
                $"Store '{store}' has {part} of type {TypeNames.Print(typeof(T))}, for which no serde is known. " +
                "Pass one to its builder, or register it with StreamsBuilder.DefaultSerdes.Add.");
        }
    }
}
