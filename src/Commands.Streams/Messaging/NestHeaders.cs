namespace Commands.Streams.Messaging;

/// <summary>The headers of NestJS in a reply: the text of an error, and the marker of the last reply. Its other names are Spring's.</summary>
internal static class NestHeaders
{
    public const string Error = "kafka_nest-err";

    /// <summary>On a response that is the last one. Only its presence counts.</summary>
    public const string IsDisposed = "kafka_nest-is-disposed";
}
