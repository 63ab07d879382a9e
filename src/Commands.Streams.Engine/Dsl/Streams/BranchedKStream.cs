using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Stateless;

namespace Commands.Streams;

/// <summary>
/// A stream that is being split: each record goes to the first branch whose predicate returns true. Finish with <see cref="DefaultBranch"/>, which
/// receives the records that match no predicate, or <see cref="NoDefaultBranch"/>, which drops them.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public sealed class BranchedKStream<TKey, TValue>
{
    private const string DefaultIndex = "0";

    private readonly KStream<TKey, TValue> _source;
    private readonly string _name;
    private readonly List<Func<TKey, TValue, bool>> _predicates = [];
    private readonly Dictionary<string, KStream<TKey, TValue>> _branches = [];

    internal BranchedKStream(KStream<TKey, TValue> source, string name)
    {
        _source = source;
        _name = name;
        source.Builder.Graph.Add(new ProcessorDefinition<TKey, TValue, TKey, TValue>(
            name, [source.NodeName], () => new BranchOperator<TKey, TValue>(name, _predicates)));
    }

    /// <summary>Adds a branch.</summary>
    /// <param name="predicate">
    /// Returns <see langword="true"/> for records that belong to this branch; called for records that no earlier branch has taken.
    /// </param>
    /// <param name="branched">Name and use; by default the branch is named by its number, starting at 1, and appears in the result.</param>
    public BranchedKStream<TKey, TValue> Branch(Func<TKey, TValue, bool> predicate, Branched<TKey, TValue>? branched = null)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        _predicates.Add(predicate);
        AddBranch(branched, $"{_predicates.Count}");
        return this;
    }

    /// <summary>Finishes the split with a branch for the records that match no predicate.</summary>
    /// <param name="branched">Name and use; by default the branch is named 0 and appears in the result.</param>
    /// <returns>The branches by name.</returns>
    public IReadOnlyDictionary<string, KStream<TKey, TValue>> DefaultBranch(Branched<TKey, TValue>? branched = null)
    {
        _predicates.Add(static (_, _) => true);
        AddBranch(branched, DefaultIndex);
        return _branches;
    }

    /// <summary>Finishes the split; records that match no predicate are dropped.</summary>
    /// <returns>The branches by name.</returns>
    public IReadOnlyDictionary<string, KStream<TKey, TValue>> NoDefaultBranch() => _branches;

    private void AddBranch(Branched<TKey, TValue>? branched, string index)
    {
        var name = _name + (branched?.Name ?? index);
        var builder = _source.Builder;

        // A branch takes a number even though its name does not show it, as in Kafka Streams.
        builder.Names.Next(NodePrefixes.Branch);
        builder.Graph.Add(new ProcessorDefinition<TKey, TValue, TKey, TValue>(name, [_name], () => new PassThroughOperator<TKey, TValue>(name)));
        var branch = new KStream<TKey, TValue>(builder, name, _source.KeySerde, _source.ValueSerde, _source.KeyOrigin);
        var result = branched?.Build is { } build ? build(branch) : branch;
        if (result is not null)
        {
            _branches[name] = result;
        }
    }
}
