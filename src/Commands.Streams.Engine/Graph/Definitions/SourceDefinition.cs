using System.Text.RegularExpressions;
using Commands.Streams.Records;

namespace Commands.Streams.Graph.Definitions;

/// <summary>The untyped part of a source, which reads topics by name, or all topics that match a pattern.</summary>
internal abstract class SourceDefinition(string name, IReadOnlyList<string> topics, Regex? pattern, OffsetReset? offsetReset) : NodeDefinition(name, [])
{
    public IReadOnlyList<string> Topics { get; } = topics;

    public Regex? Pattern { get; } = pattern;

    /// <summary>True if the source reads by a pattern and a topic matches it.</summary>
    public bool IsMatch(string topic) => Pattern is not null && TopicPattern.IsWholeMatch(Pattern, topic);

    /// <summary>Where reading starts without a committed offset; null for the application's default.</summary>
    public OffsetReset? OffsetReset { get; } = offsetReset;

    /// <summary>True if a later source that reads the same topics may be merged into this one: only for sources that the DSL created.</summary>
    public bool IsMergeable { get; init; }

    public override void AddProblems(GraphProblems problems)
    {
        if (Pattern is null && Topics.Count == 0)
        {
            problems.Add($"Source node '{Name}' reads no topic. Name at least one.");
        }

        foreach (var topic in Topics)
        {
            problems.CheckTopicName(topic, $"Source node '{Name}'");
        }
    }
}
