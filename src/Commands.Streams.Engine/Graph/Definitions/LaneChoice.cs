using Commands.Streams.Errors;
using Commands.Streams.Operators.Async;
using Commands.Streams.Serialization;

namespace Commands.Streams.Graph.Definitions;

/// <summary>How an asynchronous step assigns records to lanes, as far as the description of the topology determines it.</summary>
internal readonly record struct LaneChoice<TKey>(KeyOrigin Origin, ISerde<TKey>? KeySerde, ConcurrencyRange Concurrency)
{
    public LaneKeys<TKey> Resolve(SerdeRegistry serdes, string node)
    {
        var serializer = FindSerde(serdes);
        return new LaneKeys<TKey>(node, Choose(serializer is not null), serializer, Origin);
    }

    public void Check(GraphProblems problems, string node)
    {
        if (Choose(FindSerde(problems.Serdes) is not null) == LaneKind.None)
        {
            problems.Add(
                $"Node '{node}' handles records concurrently, but records with equal keys one after another. Keys of type {TypeNames.Print(typeof(TKey))} " +
                "must be compared by their bytes, because the type may not define value equality, but no serde is known for them. " +
                "Register one with StreamsBuilder.DefaultSerdes.Add, or use numbers, strings or records of these as keys.");
        }
    }

    private LaneKind Choose(bool hasSerde)
    {
        if (KeyEquality.IsByValue(typeof(TKey)))
        {
            return LaneKind.Value;
        }

        if (typeof(TKey) == typeof(byte[]))
        {
            return LaneKind.Array;
        }

        if (Concurrency.Maximum == 1)
        {
            return LaneKind.One;
        }

        return Origin == KeyOrigin.AsRead ? LaneKind.AsRead : hasSerde ? LaneKind.Serialized : LaneKind.None;
    }

    private ISerde<TKey>? FindSerde(SerdeRegistry serdes) => KeySerde ?? (serdes.TryGet<TKey>(out var found) ? found : null);
}
