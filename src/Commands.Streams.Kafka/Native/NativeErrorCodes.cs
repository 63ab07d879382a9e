namespace Commands.Streams.Kafka.Native;

/// <summary>The error codes that this adapter acts upon; negative ones are librdkafka's own, the others the broker's.</summary>
internal static class NativeErrorCodes
{
    internal const int None = 0;
    internal const int Destroy = -197;
    internal const int Transport = -195;
    internal const int Resolve = -193;
    internal const int AllBrokersDown = -187;
    internal const int PartitionEnd = -191;
    internal const int MessageTimedOut = -192;
    internal const int UnknownPartition = -190;
    internal const int UnknownTopic = -188;
    internal const int InvalidArgument = -186;
    internal const int TimedOut = -185;
    internal const int QueueFull = -184;
    internal const int AssignPartitions = -175;
    internal const int RevokePartitions = -174;
    internal const int State = -172;
    internal const int Ssl = -181;
    internal const int Authentication = -169;
    internal const int NoOffset = -168;
    internal const int Fatal = -150;
    internal const int PurgeQueue = -152;
    internal const int PurgeInFlight = -151;
    internal const int AutoOffsetReset = -140;
    internal const int UnknownTopicOrPartition = 3;
    internal const int LeaderNotAvailable = 5;
    internal const int MessageTooLarge = 10;
    internal const int RecordListTooLarge = 18;
    internal const int TopicAuthorizationFailed = 29;
    internal const int UnsupportedSaslMechanism = 33;
    internal const int SaslAuthenticationFailed = 58;
}
