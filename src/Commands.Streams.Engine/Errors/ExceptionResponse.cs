using Commands.Streams.Records;

namespace Commands.Streams.Errors;

/// <summary>What is to be done about a record that failed.</summary>
public readonly record struct ExceptionResponse
{
    private ExceptionResponse(ExceptionAction action, string? deadLetterTopic)
    {
        Action = action;
        DeadLetterTopic = deadLetterTopic;
    }

    /// <summary>The task fails; the record is neither skipped nor committed.</summary>
    public static ExceptionResponse Fail => default;

    /// <summary>
    /// The record is skipped and counted. In a node, it is dropped at that node only: what its earlier siblings did stands.
    /// </summary>
    public static ExceptionResponse Continue => new(ExceptionAction.Continue, null);

    /// <summary>
    /// What was done since the last commit is done again. For <see cref="ErrorStage.Production"/> only, and only if the error passes by itself;
    /// elsewhere it is the same as <see cref="Fail"/>.
    /// </summary>
    public static ExceptionResponse Retry => new(ExceptionAction.Retry, null);

    /// <summary>What is done.</summary>
    public ExceptionAction Action { get; }

    /// <summary>The topic for <see cref="ExceptionAction.DeadLetter"/>.</summary>
    public string? DeadLetterTopic { get; }

    /// <summary>
    /// The record is written to a topic, key and value byte for byte, with headers that say what went wrong; then it counts as done. A dead letter
    /// that cannot be written fails the task.
    /// </summary>
    /// <param name="topic">The dead-letter topic. It must exist.</param>
    /// <exception cref="ArgumentException">No topic can have the name.</exception>
    public static ExceptionResponse DeadLetter(string topic)
    {
        TopicNames.ThrowIfInvalid(topic, "dead-letter topic", nameof(topic));
        return new ExceptionResponse(ExceptionAction.DeadLetter, topic);
    }
}

/// <summary>The kinds of <see cref="ExceptionResponse"/>.</summary>
public enum ExceptionAction
{
    /// <summary>The task fails.</summary>
    Fail,

    /// <summary>The record is skipped.</summary>
    Continue,

    /// <summary>Work since the last commit is done again.</summary>
    Retry,

    /// <summary>The record goes to a dead-letter topic.</summary>
    DeadLetter,
}
