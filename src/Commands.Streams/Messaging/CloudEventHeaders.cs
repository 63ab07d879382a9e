namespace Commands.Streams.Messaging;

/// <summary>Attributes of CloudEvents in Kafka's binary mode that mean something to the library.</summary>
internal static class CloudEventHeaders
{
    public const string Id = "ce_id";
}
