using Commands.Streams.Graph.Definitions;
using Commands.Streams.Operators.Aggregating;
using Commands.Streams.Operators.Tables;
using Commands.Streams.Operators.Windowing;
using Commands.Streams.State;

namespace Commands.Streams;

public sealed partial class CogroupedKStream<TKey, TAggregate>
{
    /// <summary>Defines the nodes of one kind of aggregation, one for each stream.</summary>
    private abstract class Nodes
    {
        public abstract NodeDefinition Define<TValue>(string name, string parent, Func<TKey, TValue, TAggregate, TAggregate> aggregator);
    }

    private sealed class PlainNodes(Func<TAggregate> initializer, StoredRows<TKey, TAggregate> rows) : Nodes
    {
        public override NodeDefinition Define<TValue>(string name, string parent, Func<TKey, TValue, TAggregate, TAggregate> aggregator)
        {
            var aggregation = new Aggregation<TKey, TValue, TAggregate>(initializer, aggregator);
            return new ProcessorDefinition<TKey, TValue, TKey, Change<TAggregate>>(
                name, [parent], () => new AggregateOperator<TKey, TValue, TAggregate>(name, rows, aggregation));
        }
    }

    private sealed class WindowedNodes(Windows windows, Func<TAggregate> initializer, WindowedRows<TKey, TAggregate> rows) : Nodes
    {
        public override NodeDefinition Define<TValue>(string name, string parent, Func<TKey, TValue, TAggregate, TAggregate> aggregator)
        {
            var aggregation = new Aggregation<TKey, TValue, TAggregate>(initializer, aggregator);
            return new ProcessorDefinition<TKey, TValue, Windowed<TKey>, Change<TAggregate>>(
                name, [parent], () => windows.CreateNode(name, rows, aggregation, isOnClose: false));
        }
    }

    private sealed class SessionNodes(
        SessionWindows windows,
        Func<TAggregate> initializer,
        Func<TKey, TAggregate, TAggregate, TAggregate> merger,
        SessionRows<TKey, TAggregate> rows) : Nodes
    {
        public override NodeDefinition Define<TValue>(string name, string parent, Func<TKey, TValue, TAggregate, TAggregate> aggregator)
        {
            var aggregation = new Aggregation<TKey, TValue, TAggregate>(initializer, aggregator) { Merger = merger };
            return new ProcessorDefinition<TKey, TValue, Windowed<TKey>, Change<TAggregate>>(
                name,
                [parent],
                () => new SessionWindowOperator<TKey, TValue, TAggregate>(name, windows.GapMs, windows.GraceMs, rows, aggregation, isOnClose: false));
        }
    }
}
