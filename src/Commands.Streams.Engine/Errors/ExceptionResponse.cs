using Commands.Streams.Records;

namespace Commands.Streams.Errors;

/// <summary>What to do with a record that failed.</summary>
public readonly record struct ExceptionResponse
{
    private ExceptionResponse(ExceptionAction action, string? deadLetterTopic)
    {
        Action = action;
        DeadLetterTopic = deadLetterTopic;
    }

    /// <summary>Fails the task; the record is neither skipped nor committed.</summary>
    public static ExceptionResponse Fail => default;

    /// <summary>
    /// Skips the record and counts it. If a node failed, the record is dropped at that node only; the effects of earlier sibling nodes remain.
    /// </summary>
    public static ExceptionResponse Continue => new(ExceptionAction.Continue, null);

    /// <summary>
    /// Repeats the work since the last commit. Applies to <see cref="ErrorStage.Production"/> only, and only if the error is transient; otherwise the
    /// same as <see cref="Fail"/>.
    /// </summary>
    public static ExceptionResponse Retry => new(ExceptionAction.Retry, null);

    /// <summary>The action to take.</summary>
    public ExceptionAction Action { get; }

    /// <summary>The topic for <see cref="ExceptionAction.DeadLetter"/>.</summary>
    public string? DeadLetterTopic { get; }

    /// <summary>
    /// Writes the record to a topic, key and value byte for byte, with headers that describe the failure; after that the record counts as done. A
    /// dead letter that cannot be written fails the task.
    /// </summary>
    /// <param name="topic">The dead-letter topic, which must exist.</param>
    /// <exception cref="ArgumentException">The name is not a valid topic name.</exception>
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

    /// <summary>The work since the last commit is repeated.</summary>
    Retry,

    /// <summary>The record goes to a dead-letter topic.</summary>
    DeadLetter,
}
