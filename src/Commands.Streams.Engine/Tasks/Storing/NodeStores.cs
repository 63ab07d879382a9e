using Commands.Streams.Errors;
using Commands.Streams.State;

namespace Commands.Streams.Tasks.Storing;

/// <summary>Finds the state stores that a node may use.</summary>
internal static class NodeStores
{
    /// <summary>Finds a store that is connected to a node.</summary>
    public static TStore Find<TStore>(TaskContext context, string node, string name)
        where TStore : class, IStateStore
    {
        var connected = context.Topology.StoresOf(node);
        if (!connected.Contains(name))
        {
            var found = connected.Count == 0 ? "no store is" : $"the stores that are: {string.Join(", ", connected.Select(store => $"'{store}'"))}";
            throw new ArgumentException(
                $"Node '{node}' asks for the state store '{name}', which is not connected to it; {found}. " +
                "Name the store where the processor is added, or connect it with ConnectProcessorAndStateStores.",
                nameof(name));
        }

        var store = context.Stores.Find(name)!.Store;
        return store as TStore ?? throw new ArgumentException(
            $"Node '{node}' asks for the state store '{name}' as {TypeNames.Print(typeof(TStore))}, but the store is a {TypeNames.Print(store.GetType())}.",
            nameof(name));
    }
}
