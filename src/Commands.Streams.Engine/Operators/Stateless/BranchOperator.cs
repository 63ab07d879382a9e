using Commands.Streams.Records;
using Commands.Streams.Tasks.Nodes;

namespace Commands.Streams.Operators.Stateless;

/// <summary>
/// Forwards each record to the first branch whose predicate returns true, to the default branch, or to none. The children are the branches, in the
/// order of the predicates; the default branch, if there is one, has a predicate that always returns true.
/// </summary>
internal sealed class BranchOperator<TKey, TValue>(string name, IReadOnlyList<Func<TKey, TValue, bool>> predicates)
    : OperatorNode<TKey, TValue, TKey, TValue>(name)
{
    private readonly Func<TKey, TValue, bool>[] _predicates = [.. predicates];

    protected override void Process(in Record<TKey, TValue> record)
    {
        for (var i = 0; i < _predicates.Length; i++)
        {
            if (_predicates[i](record.Key, record.Value))
            {
                Outlet.Children[i].Receive(in record);
                return;
            }
        }
    }
}
