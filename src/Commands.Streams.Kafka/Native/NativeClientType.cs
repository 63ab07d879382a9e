namespace Commands.Streams.Kafka.Native;

/// <summary>What a native client is for; the numbers are librdkafka's.</summary>
internal enum NativeClientType
{
    /// <summary>It writes.</summary>
    Producer = 0,

    /// <summary>It reads.</summary>
    Consumer = 1,
}
