namespace Commands.Streams.Records;

/// <summary>The origin of a record's timestamp. The numbers are those of the Kafka clients.</summary>
public enum TimestampType
{
    /// <summary>The origin is not known.</summary>
    Unknown,

    /// <summary>The producer.</summary>
    CreateTime,

    /// <summary>The broker, when it appended the record.</summary>
    LogAppendTime,
}
