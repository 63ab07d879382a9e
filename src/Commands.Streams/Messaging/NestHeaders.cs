namespace Commands.Streams.Messaging;

/// <summary>What NestJS says in a reply: an error's text, and that it is the last. Its other names are Spring's.</summary>
internal static class NestHeaders
{
    public const string Error = "kafka_nest-err";

    /// <summary>On a response after which no other follows. Only its presence counts.</summary>
    public const string IsDisposed = "kafka_nest-is-disposed";
}
