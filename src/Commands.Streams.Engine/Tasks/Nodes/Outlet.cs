using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Nodes;

/// <summary>
/// The links from a node to its children, fixed when the task is built. Each record goes to the children in the order they were added, depth first. With a
/// single child, by far the most common case, that is one virtual call.
/// </summary>
internal sealed class Outlet<TKey, TValue>
{
    private ReceivingNode<TKey, TValue>? _only;
    private ReceivingNode<TKey, TValue>[] _all = [];

    public IReadOnlyList<ReceivingNode<TKey, TValue>> Children => _all;

    public void Add(ProcessorNode parent, ProcessorNode child)
    {
        if (child is not ReceivingNode<TKey, TValue> receiver)
        {
            throw new InvalidOperationException(
                $"Node '{parent.Name}' emits <{typeof(TKey).Name}, {typeof(TValue).Name}>, which node '{child.Name}' does not take.");
        }

        _all = [.. _all, receiver];
        _only = _all.Length == 1 ? receiver : null;
    }

    public void Send(in Record<TKey, TValue> record)
    {
        if (_only is { } only)
        {
            only.Receive(in record);
            return;
        }

        foreach (var child in _all)
        {
            child.Receive(in record);
        }
    }

    public void Send(in Record<TKey, TValue> record, string parentName, string childName)
    {
        var child = Array.Find(_all, child => child.Name == childName) ?? throw new ArgumentException(
            $"Node '{parentName}' has no child '{childName}'. Its children are: {string.Join(", ", _all.Select(child => $"'{child.Name}'"))}.",
            nameof(childName));
        child.Receive(in record);
    }
}
