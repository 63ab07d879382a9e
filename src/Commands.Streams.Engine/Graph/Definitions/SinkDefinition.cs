namespace Commands.Streams.Graph.Definitions;

/// <summary>The untyped part of a sink, which writes to one topic, or to a topic chosen per record.</summary>
internal abstract class SinkDefinition(string name, IReadOnlyList<string> parents, string? topic) : NodeDefinition(name, parents)
{
    /// <summary>The topic, or null if a function chooses.</summary>
    public string? Topic { get; } = topic;

    /// <summary>True if it writes dead letters.</summary>
    public virtual bool TakesDeadLetters => false;

    /// <summary>What chooses the topic, for descriptions.</summary>
    public abstract string Chooser { get; }

    public override void AddProblems(GraphProblems problems)
    {
        if (Topic is not null)
        {
            problems.CheckTopicName(Topic, $"Sink node '{Name}'");
        }
    }
}
