using Commands.Streams.Messaging;

namespace Commands.Streams.Interop;

/// <summary>
/// The dialect that an issuer writes commands in: names of headers, and how ids and numbers are encoded. Subscribers and issuers of this library read
/// every dialect listed here without being told. Names of one's own belong into the contract, by <see cref="CommandStream{TKey,TCommand}.WithProfile"/>, so
/// that both sides have them.
/// </summary>
public sealed record CommandProfile
{
    private static readonly IReadOnlyList<KeyValuePair<string, string>> None = [];

    /// <summary>This library's own: Spring's names, ids as text.</summary>
    public static CommandProfile Default { get; } = new();

    /// <summary>For Spring for Apache Kafka: as its <c>ReplyingKafkaTemplate</c> writes, with ids of 16 bytes.</summary>
    public static CommandProfile Spring { get; } = new() { CorrelationIds = CorrelationIdFormat.Binary };

    /// <summary>For Quarkus and SmallRye Reactive Messaging: as its request-reply emitter writes.</summary>
    public static CommandProfile SmallRye { get; } = new()
    {
        CorrelationIdHeader = SmallRyeHeaders.CorrelationId,
        ReplyTopicHeader = SmallRyeHeaders.ReplyTopic,
        ReplyPartitionHeader = SmallRyeHeaders.ReplyPartition,
    };

    /// <summary>For NestJS microservices: as its Kafka client writes, with the reply partition in decimal digits.</summary>
    public static CommandProfile NestJs { get; } = new() { ReplyPartitions = PartitionFormat.Decimal };

    /// <summary>The name of the header that joins a response to its command.</summary>
    /// <value>Default: <see cref="CommandHeaders.CorrelationId"/>.</value>
    public string CorrelationIdHeader { get; init; } = CommandHeaders.CorrelationId;

    /// <summary>The name of the header that says which topic the response goes to.</summary>
    /// <value>Default: <see cref="CommandHeaders.ReplyTopic"/>.</value>
    public string ReplyTopicHeader { get; init; } = CommandHeaders.ReplyTopic;

    /// <summary>The name of the header that says which partition the response goes to.</summary>
    /// <value>Default: <see cref="CommandHeaders.ReplyPartition"/>.</value>
    public string ReplyPartitionHeader { get; init; } = CommandHeaders.ReplyPartition;

    /// <summary>How new correlation ids look.</summary>
    /// <value>Default: <see cref="CorrelationIdFormat.Text"/>.</value>
    public CorrelationIdFormat CorrelationIds { get; init; } = CorrelationIdFormat.Text;

    /// <summary>How the reply partition is written.</summary>
    /// <value>Default: <see cref="PartitionFormat.Binary"/>.</value>
    public PartitionFormat ReplyPartitions { get; init; } = PartitionFormat.Binary;

    /// <summary>Headers that every command carries besides, as text.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<KeyValuePair<string, string>> MoreHeaders { get; init; } = None;

    /// <summary>The name of the header that carries the command's id a second time.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public string? CopiedIdHeader { get; init; }

    /// <summary>
    /// As CloudEvents 1.0 in Kafka's binary mode: <c>ce_id</c> is the command's id, and the correlation headers are the default's.
    /// </summary>
    /// <param name="source">The event's source: a URI reference that names the issuer.</param>
    /// <param name="type">The event's type, for example <c>com.example.dispatch-product.v1</c>.</param>
    /// <param name="contentType">What the command's bytes are.</param>
    public static CommandProfile CloudEvents(string source, string type, string contentType = "application/json")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        return new CommandProfile
        {
            CopiedIdHeader = CloudEventHeaders.Id,
            MoreHeaders =
            [
                new("ce_specversion", "1.0"),
                new("ce_type", type),
                new("ce_source", source),
                new("content-type", contentType),
            ],
        };
    }
}

/// <summary>How new correlation ids look.</summary>
public enum CorrelationIdFormat
{
    /// <summary>The text of a random UUID, 36 characters.</summary>
    Text,

    /// <summary>The 16 bytes of a random UUID, the most significant first.</summary>
    Binary,
}

/// <summary>How a partition's number is written in a header.</summary>
public enum PartitionFormat
{
    /// <summary>4 bytes, the most significant first.</summary>
    Binary,

    /// <summary>Decimal digits as text.</summary>
    Decimal,
}
