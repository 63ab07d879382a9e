using System.Text.RegularExpressions;
using Commands.Streams.Clients;
using Commands.Streams.Graph;
using Commands.Streams.Records;
using Commands.Streams.Tasks;
using Commands.Streams.Tasks.Input;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Driving;

/// <summary>
/// The topics that a task reads, each with one partition, and the next offset of each. Topics that match a pattern are added on first use.
/// </summary>
internal sealed class InputTopics
{
    private readonly StreamTask _task;
    private readonly Dictionary<string, (RecordQueue Queue, long NextOffset)> _inputs = [];
    private readonly List<Regex> _patterns = [];

    public InputTopics(TopologyGraph graph, TopicNaming naming, StreamTask task)
    {
        _task = task;
        foreach (var source in graph.SubTopologies.SelectMany(subTopology => subTopology.Sources))
        {
            if (source.Pattern is not null)
            {
                _patterns.Add(source.Pattern);
            }

            foreach (var topic in source.Topics.Select(naming.InCluster).Where(topic => !_inputs.ContainsKey(topic)))
            {
                Add(topic);
            }
        }
    }

    /// <summary>True if the topology reads a topic.</summary>
    public bool Contains(string topic) => _inputs.ContainsKey(topic) || _patterns.Exists(pattern => TopicPattern.IsWholeMatch(pattern, topic));

    public void ThrowIfUnknown(string topic, string parameter)
    {
        if (!Contains(topic))
        {
            var patterns = _patterns.Count == 0 ? "" : $" and those that match {NameList.Format(_patterns.Select(pattern => pattern.ToString()))}";
            throw new ArgumentException($"The topology does not read topic '{topic}'. It reads: {NameList.Format(_inputs.Keys)}{patterns}.", parameter);
        }
    }

    /// <summary>Assigns the next offset to a record and passes it to the task.</summary>
    public void Append(string topic, InMemoryRecord record)
    {
        if (!_inputs.ContainsKey(topic))
        {
            Add(topic);
        }

        var (queue, offset) = _inputs[topic];
        _inputs[topic] = (queue, offset + 1);
        _task.AddRecords(queue, new InMemoryRecordBatch(queue.TopicPartition, record with { Offset = offset }));
    }

    private void Add(string topic)
    {
        var partition = new TopicPartition(topic, 0);
        _task.AddPartition(new OffsetCommit(partition, Offsets.Unknown, null));
        _inputs.Add(topic, (_task.Queues[^1], 0));
    }
}
