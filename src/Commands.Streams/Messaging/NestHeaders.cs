namespace Commands.Streams.Messaging;

/// <summary>What NestJS says in a reply: an error's text. Its other names are Spring's.</summary>
internal static class NestHeaders
{
    public const string Error = "kafka_nest-err";
}
