using System.Text.RegularExpressions;
using Commands.Streams.Records;

namespace Commands.Streams.Graph.Definitions;

/// <summary>A source: reads topics by name, or all that a pattern matches; untyped part.</summary>
internal abstract class SourceDefinition(string name, IReadOnlyList<string> topics, Regex? pattern, OffsetReset? offsetReset) : NodeDefinition(name, [])
{
    public IReadOnlyList<string> Topics { get; } = topics;

    public Regex? Pattern { get; } = pattern;

    /// <summary>Whether the source reads by a pattern, and a topic matches it.</summary>
    public bool IsMatch(string topic) => Pattern is not null && TopicPattern.IsWholeMatch(Pattern, topic);

    /// <summary>Where reading starts without a committed offset; null takes the application's default.</summary>
    public OffsetReset? OffsetReset { get; } = offsetReset;

    /// <summary>Whether a later source that reads the same may be merged into this one: only those that the DSL made.</summary>
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
