using Commands.Streams.Errors;
using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Output;

/// <summary>The codes of clients' errors that mean something to a sink.</summary>
internal static class ClientErrorCodes
{
    public const string TooLarge = "MSG_SIZE_TOO_LARGE";

    /// <summary>No client's: the sink's serde threw.</summary>
    public const string NotSerializable = "_SERIALIZATION";

    /// <summary>A commit's metadata are larger than the cluster takes.</summary>
    public const string MetadataTooLarge = "OFFSET_METADATA_TOO_LARGE";

    private const string ListTooLarge = "RECORD_LIST_TOO_LARGE";
    private const string UnknownTopicInCluster = "UNKNOWN_TOPIC_OR_PART";
    private const string UnknownTopicInClient = "_UNKNOWN_TOPIC";

    /// <summary>Why the record of which the error tells cannot be written as it is; null for any other error.</summary>
    public static UnwritableReason? ReasonOf(ClientException exception) => exception.Code switch
    {
        TooLarge or ListTooLarge => UnwritableReason.TooLarge,
        NotSerializable => UnwritableReason.NotSerializable,
        UnknownTopicInCluster or UnknownTopicInClient => UnwritableReason.NoSuchTopic,
        _ => null,
    };
}
