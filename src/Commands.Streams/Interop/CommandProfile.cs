using Commands.Streams.Messaging;

namespace Commands.Streams.Interop;

/// <summary>
/// The format in which an issuer writes commands: names of headers, and encodings of ids and numbers. Subscribers and issuers of this library read
/// every profile listed here without configuration. Custom names belong in the contract, set with
/// <see cref="CommandStream{TKey,TCommand}.WithProfile"/>, so that both sides know them.
/// </summary>
public sealed record CommandProfile
{
    private static readonly IReadOnlyList<KeyValuePair<string, string>> None = [];

    /// <summary>This library's own profile: Spring's names, ids as text.</summary>
    public static CommandProfile Default { get; } = new();

    /// <summary>The format of Spring for Apache Kafka's <c>ReplyingKafkaTemplate</c>, with ids of 16 bytes.</summary>
    public static CommandProfile Spring { get; } = new() { CorrelationIds = CorrelationIdFormat.Binary };

    /// <summary>The format of the request-reply emitter of Quarkus and SmallRye Reactive Messaging.</summary>
    public static CommandProfile SmallRye { get; } = new()
    {
        CorrelationIdHeader = SmallRyeHeaders.CorrelationId,
        ReplyTopicHeader = SmallRyeHeaders.ReplyTopic,
        ReplyPartitionHeader = SmallRyeHeaders.ReplyPartition,
    };

    /// <summary>The format of the Kafka client of NestJS microservices, with the reply partition in decimal digits.</summary>
    public static CommandProfile NestJs { get; } = new() { ReplyPartitions = PartitionFormat.Decimal };

    /// <summary>The name of the header that joins a response to its command.</summary>
    /// <value>Default: <see cref="CommandHeaders.CorrelationId"/>.</value>
    public string CorrelationIdHeader { get; init; } = CommandHeaders.CorrelationId;

    /// <summary>The name of the header with the topic for the response.</summary>
    /// <value>Default: <see cref="CommandHeaders.ReplyTopic"/>.</value>
    public string ReplyTopicHeader { get; init; } = CommandHeaders.ReplyTopic;

    /// <summary>The name of the header with the partition for the response.</summary>
    /// <value>Default: <see cref="CommandHeaders.ReplyPartition"/>.</value>
    public string ReplyPartitionHeader { get; init; } = CommandHeaders.ReplyPartition;

    /// <summary>The format of new correlation ids.</summary>
    /// <value>Default: <see cref="CorrelationIdFormat.Text"/>.</value>
    public CorrelationIdFormat CorrelationIds { get; init; } = CorrelationIdFormat.Text;

    /// <summary>The format of the reply partition.</summary>
    /// <value>Default: <see cref="PartitionFormat.Binary"/>.</value>
    public PartitionFormat ReplyPartitions { get; init; } = PartitionFormat.Binary;

    /// <summary>Additional headers of every command, as text.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<KeyValuePair<string, string>> MoreHeaders { get; init; } = None;

    /// <summary>The name of a second header that carries the command's id.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public string? CopiedIdHeader { get; init; }

    /// <summary>
    /// Creates the profile of CloudEvents 1.0 in Kafka's binary mode: <c>ce_id</c> is the command's id, and the correlation headers are the default
    /// ones.
    /// </summary>
    /// <param name="source">The event's source: a URI reference that names the issuer.</param>
    /// <param name="type">The event's type, for example <c>com.example.dispatch-product.v1</c>.</param>
    /// <param name="contentType">The media type of the command's bytes.</param>
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

/// <summary>The format of new correlation ids.</summary>
public enum CorrelationIdFormat
{
    /// <summary>The text of a random UUID, 36 characters.</summary>
    Text,

    /// <summary>The 16 bytes of a random UUID, most significant byte first.</summary>
    Binary,
}

/// <summary>The format of a partition number in a header.</summary>
public enum PartitionFormat
{
    /// <summary>4 bytes, most significant byte first.</summary>
    Binary,

    /// <summary>Decimal digits as text.</summary>
    Decimal,
}
