namespace Commands.Streams.Kafka.Configuration;

/// <summary>What a client of the cluster is for, which decides the settings that are its own.</summary>
internal enum ClientRole
{
    /// <summary>A worker's consumer.</summary>
    Consumer,

    /// <summary>A worker's producer, or a publisher.</summary>
    Producer,

    /// <summary>The client that looks up and makes topics.</summary>
    Admin,
}
