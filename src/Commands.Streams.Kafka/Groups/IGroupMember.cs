using Commands.Streams.Clients;

namespace Commands.Streams.Kafka.Groups;

/// <summary>A consumer of this adapter, as a transaction sees it.</summary>
internal interface IGroupMember : IStreamConsumer
{
    /// <summary>The member's present place in its group, as librdkafka's object; the caller destroys it.</summary>
    nint TakeGroupMetadata();
}
