namespace Commands.Streams.Errors;

/// <summary>Writes every failed record to one topic. The delegate's target exposes that topic, so that its existence can be checked at start.</summary>
internal sealed class DeadLetterHandler(string topic)
{
    private readonly ExceptionResponse _response = ExceptionResponse.DeadLetter(topic);

    public string Topic => topic;

    /// <summary>Returns the topic of a handler of this kind, or null for any other handler.</summary>
    public static string? TopicOf(ExceptionHandler handler) => (handler.Target as DeadLetterHandler)?.Topic;

    public ExceptionResponse Decide(ErrorContext context, Exception exception) => _response;
}
