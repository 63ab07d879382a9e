using Commands.Streams.Errors;
using Commands.Streams.Processors;

namespace Commands.Streams.Tasks.Output;

/// <summary>The client error codes that the engine acts on.</summary>
internal static class ClientErrorCodes
{
    public const string TooLarge = "MSG_SIZE_TOO_LARGE";

    /// <summary>Our own code, not a client's: the sink's serializer threw.</summary>
    public const string NotSerializable = "_SERIALIZATION";

    /// <summary>A commit's metadata are larger than the cluster accepts.</summary>
    public const string MetadataTooLarge = "OFFSET_METADATA_TOO_LARGE";

    private const string ListTooLarge = "RECORD_LIST_TOO_LARGE";
    private const string UnknownTopicInCluster = "UNKNOWN_TOPIC_OR_PART";
    private const string UnknownTopicInClient = "_UNKNOWN_TOPIC";

    /// <summary>Why the record cannot be written as it is; null if the error has another cause.</summary>
    public static UnwritableReason? ReasonOf(ClientException exception) => exception.Code switch
    {
        TooLarge or ListTooLarge => UnwritableReason.TooLarge,
        NotSerializable => UnwritableReason.NotSerializable,
        UnknownTopicInCluster or UnknownTopicInClient => UnwritableReason.NoSuchTopic,
        _ => null,
    };
}
