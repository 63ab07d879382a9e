namespace Commands.Streams.Messaging;

/// <summary>The attributes of CloudEvents in Kafka's binary mode that the library uses.</summary>
internal static class CloudEventHeaders
{
    public const string Id = "ce_id";
}
