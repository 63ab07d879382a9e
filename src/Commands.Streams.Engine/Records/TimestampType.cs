namespace Commands.Streams.Records;

/// <summary>Who gave a record its timestamp. The numbers are those of the Kafka clients.</summary>
public enum TimestampType
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>The producer.</summary>
    CreateTime,

    /// <summary>The broker, when it appended the record.</summary>
    LogAppendTime,
}
