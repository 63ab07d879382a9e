namespace Commands.Streams.Messaging;

/// <summary>The names that SmallRye Reactive Messaging uses for request and reply.</summary>
internal static class SmallRyeHeaders
{
    public const string CorrelationId = "REPLY_CORRELATION_ID";
    public const string ReplyTopic = "REPLY_TOPIC";
    public const string ReplyPartition = "REPLY_PARTITION";
}
