namespace Commands.Streams.Errors;

/// <summary>The handler that writes every failed record to one topic; its target tells the topic, so that it is looked for at start.</summary>
internal sealed class DeadLetterHandler(string topic)
{
    private readonly ExceptionResponse _response = ExceptionResponse.DeadLetter(topic);

    public string Topic => topic;

    /// <summary>The topic of a handler, if it is one of these.</summary>
    public static string? TopicOf(ExceptionHandler handler) => (handler.Target as DeadLetterHandler)?.Topic;

    public ExceptionResponse Decide(ErrorContext context, Exception exception) => _response;
}
