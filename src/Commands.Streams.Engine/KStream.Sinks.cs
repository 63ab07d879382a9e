using System.Text.RegularExpressions;
using Commands.Streams.Graph;
using Commands.Streams.Operators;
using Commands.Streams.Processing;

namespace Commands.Streams;

public sealed partial class KStream<TKey, TValue>
{
    private const string RepartitionSuffix = "-repartition";

    /// <summary>Writes the stream to a topic.</summary>
    /// <param name="topic">The topic. It must exist when the application starts.</param>
    /// <param name="produced">How it is written; by default with the stream's own serdes, else those registered for the types.</param>
    public void To(string topic, Produced<TKey, TValue>? produced = null)
    {
        ArgumentNullException.ThrowIfNull(topic);
        AddSink(topic, null, produced);
    }

    /// <summary>Writes each record to a topic chosen for it.</summary>
    /// <param name="topicChooser">Gives the topic, which must exist.</param>
    /// <param name="produced">How it is written; by default with the stream's own serdes, else those registered for the types.</param>
    public void To(TopicNameExtractor<TKey, TValue> topicChooser, Produced<TKey, TValue>? produced = null)
    {
        ArgumentNullException.ThrowIfNull(topicChooser);
        AddSink(null, topicChooser, produced);
    }

    /// <summary>
    /// Writes the stream to a topic of the application's own and reads it again, so that equal keys come to the same task. The topic is made at start.
    /// Records without a key are left out.
    /// </summary>
    /// <param name="repartitioned">Name, serdes and number of partitions; by default all are found.</param>
    public KStream<TKey, TValue> Repartition(Repartitioned<TKey, TValue>? repartitioned = null)
    {
        repartitioned ??= new Repartitioned<TKey, TValue>();
        var names = Builder.Names;
        var baseName = repartitioned.Name ?? names.Next(NodePrefixes.Repartition);
        var topic = baseName.EndsWith(RepartitionSuffix, StringComparison.Ordinal) ? baseName : baseName + RepartitionSuffix;

        // These numbers are taken even where the names show none, as in Kafka Streams.
        var (sink, filter, source) = (names.Next(NodePrefixes.Sink), names.Next(NodePrefixes.Filter), names.Next(NodePrefixes.Source));
        if (!IsGenerated(baseName))
        {
            (sink, filter, source) = (topic + "-sink", topic + "-filter", topic + "-source");
        }

        if (repartitioned.Partitions is < 1)
        {
            Builder.Graph.AddProblem($"Repartition topic '{topic}' is to have {repartitioned.Partitions} partitions. Give 1 or more, or leave the number out.");
        }

        var keySerde = repartitioned.KeySerde ?? KeySerde;
        var valueSerde = repartitioned.ValueSerde ?? ValueSerde;
        var graph = Builder.Graph;
        graph.Add(new InternalTopic(topic, repartitioned.Partitions));
        graph.Add(new ProcessorDefinition<TKey, TValue, TKey, TValue>(
            filter, [NodeName], () => new FilterOperator<TKey, TValue>(filter, static (key, _) => key is not null, wanted: true)));
        graph.Add(new SinkDefinition<TKey, TValue>(sink, [filter], topic, null, keySerde, valueSerde, repartitioned.Partitioner));
        graph.Add(new SourceDefinition<TKey, TValue>(
            source, [topic], null, Clients.OffsetReset.Earliest, keySerde, valueSerde, TimestampExtractors.FailOnInvalidTimestamp, null));
        return new KStream<TKey, TValue>(Builder, source, keySerde, valueSerde, keyChanged: false);
    }

    [GeneratedRegex("^KSTREAM.*-[0-9]{10}$")]
    private static partial Regex GeneratedName();

    private static bool IsGenerated(string name) => GeneratedName().IsMatch(name);

    private void AddSink(string? topic, TopicNameExtractor<TKey, TValue>? topicChooser, Produced<TKey, TValue>? produced)
    {
        produced ??= new Produced<TKey, TValue>();
        var name = Builder.Names.Given(produced.Name, NodePrefixes.Sink);
        Builder.Graph.Add(new SinkDefinition<TKey, TValue>(
            name, [NodeName], topic, topicChooser, produced.KeySerde ?? KeySerde, produced.ValueSerde ?? ValueSerde, produced.Partitioner));
    }
}
