namespace Commands.Streams.Graph.Definitions;

/// <summary>A sink: writes to one topic, or to one chosen for each record; untyped part.</summary>
internal abstract class SinkDefinition(string name, IReadOnlyList<string> parents, string? topic) : NodeDefinition(name, parents)
{
    /// <summary>The topic, or null if a function chooses.</summary>
    public string? Topic { get; } = topic;

    /// <summary>Whether it writes dead letters.</summary>
    public virtual bool TakesDeadLetters => false;

    /// <summary>What chooses the topic, in words.</summary>
    public abstract string Chooser { get; }

    public override void AddProblems(GraphProblems problems)
    {
        if (Topic is not null)
        {
            problems.CheckTopicName(Topic, $"Sink node '{Name}'");
        }
    }
}
