using Commands.Streams.Operators.Tables;
using Commands.Streams.Serialization;
using Commands.Streams.State;
using Commands.Streams.State.Buffering;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Storing;

namespace Commands.Streams.Operators.Suppressing;

/// <summary>
/// The rows of a suppressed table, as they have been released: those of its parent, unless a change is being held back; then what was there before.
/// </summary>
internal sealed class SuppressedRows<TKey, TValue>(
    TableRows<TKey, TValue> parent, string buffer, ISerde<TKey> keySerde, ISerde<TValue> valueSerde) : TableRows<TKey, TValue>
{
    public override long? ClosesAfter => parent.ClosesAfter;

    public override IReadOnlyList<string> RequireStores() => [.. parent.RequireStores(), buffer];

    public override long WindowEnd(TKey key) => parent.WindowEnd(key);

    public override TableView<TKey, TValue> CreateView(TaskContext context, string node) => new View(
        parent.CreateView(context, node), CreateBuffer(context, node));

    /// <summary>Creates the buffer of one task.</summary>
    public TypedBuffer<TKey, TValue> CreateBuffer(TaskContext context, string node) => new(
        NodeStores.Find<TimeOrderedBuffer>(context, node, buffer), keySerde, valueSerde);

    protected override bool CanSendOldValues(bool mayMaterialize) => parent.RequestOldValues(mayMaterialize);

    private sealed class View(TableView<TKey, TValue> parent, TypedBuffer<TKey, TValue> buffer) : TableView<TKey, TValue>
    {
        public override bool TryGet(TKey key, out ValueAndTimestamp<TValue> row)
        {
            if (!buffer.TryGetPrior(key, out var prior))
            {
                return parent.TryGet(key, out row);
            }

            row = new ValueAndTimestamp<TValue>(prior!, -1);
            return prior is not null;
        }
    }
}
