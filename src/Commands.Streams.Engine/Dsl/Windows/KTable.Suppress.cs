using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Suppressing;
using Commands.Streams.Operators.Tables;
using Commands.Streams.State;
using Commands.Streams.State.Buffering;

namespace Commands.Streams;

public sealed partial class KTable<TKey, TValue>
{
    /// <summary>
    /// Holds back the table's changes, so that of several changes of a row only the last goes on: those within a time, or those of a window until it closes.
    /// Time is that of the table's changes; without any, nothing is emitted.
    /// </summary>
    /// <param name="suppressed">How long changes are held back, and how many.</param>
    public KTable<TKey, TValue> Suppress(Suppressed suppressed)
    {
        ArgumentNullException.ThrowIfNull(suppressed);
        var name = suppressed.Name ?? Builder.Names.Next(NodePrefixes.Suppress);
        var isFinal = suppressed.TimeLimit is null;
        var storeName = suppressed.Name is null && !isFinal ? Builder.Names.NextStore(NodePrefixes.Suppress) : name + "-store";
        var delay = suppressed.TimeLimit is { } limit ? limit.Ticks / TimeSpan.TicksPerMillisecond : Rows.ClosesAfter ?? ReportNoWindows(name);
        if (Rows.IsVersioned)
        {
            Builder.Graph.AddProblem($"Node '{name}' suppresses changes of a versioned table, whose history would be lost. Use a table that is not versioned.");
        }

        var buffer = suppressed.Buffer;
        var rules = new SuppressionRules(delay, isFinal, buffer.RecordLimit, buffer.ByteLimit, buffer.EmitsEarly);
        var rows = new SuppressedRows<TKey, TValue>(
            Rows, storeName, WindowStores.KeySerde(Builder, KeySerde), WindowStores.KeySerde(Builder, ValueSerde));
        Builder.Graph.Add(new ProcessorDefinition<TKey, Change<TValue>, TKey, Change<TValue>>(
            name,
            [NodeName],
            _ => new SuppressOperator<TKey, TValue>(name, rows, storeName, rules),
            problems =>
            {
                new SerdeChoice<TKey>(KeySerde).Check(problems, name, "holds back keys", "the serdes of the table");
                new SerdeChoice<TValue>(ValueSerde).Check(problems, name, "holds back values", "the serdes of the table");
            }));
        var supplier = Builder.DefaultStoreType == StoreType.Persistent
            ? Stores.PersistentKeyValueStore(storeName)
            : Stores.InMemoryKeyValueStore(storeName);
        var store = BufferBuilder.Create(supplier);
        Connect(buffer.IsLogged ? store.WithLoggingEnabled(buffer.TopicConfiguration) : store.WithLoggingDisabled(), name);
        Rows.RequestOldValues(mayMaterialize: true);
        return new KTable<TKey, TValue>(Builder, name, KeySerde, ValueSerde, rows);
    }

    private long ReportNoWindows(string name)
    {
        Builder.Graph.AddProblem(
            $"Node '{name}' holds back changes until windows close, but the table's keys are not windows. Suppress the result of a windowed aggregation, " +
            "or use Suppressed.UntilTimeLimit.");
        return 0;
    }
}
