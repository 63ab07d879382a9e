using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>Decides what to do with a record that a sink cannot write as it is. Called on the worker's thread.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
/// <param name="record">The record. The handler may replace it; topic and partition are then chosen again.</param>
/// <param name="problem">Why the record cannot be written.</param>
public delegate UnwritableAction UnwritableRecordHandler<TKey, TValue>(ref Record<TKey, TValue> record, in UnwritableRecord problem);

/// <summary>What a sink does with a record that it cannot write as it is.</summary>
public enum UnwritableAction
{
    /// <summary>The production exception handler decides.</summary>
    Fail,

    /// <summary>The replacement record of the handler is written.</summary>
    Replace,

    /// <summary>Nothing is written. The engine logs a warning and counts the record as skipped.</summary>
    Drop,
}

/// <summary>Why a sink cannot write a record as it is.</summary>
public enum UnwritableReason
{
    /// <summary>The record is larger than the sink's limit, or than the client or the topic accepts.</summary>
    TooLarge,

    /// <summary>The topic chosen for the record does not exist.</summary>
    NoSuchTopic,

    /// <summary>A serde threw, so there are no bytes to write; <see cref="Exception.InnerException"/> of the error is its exception.</summary>
    NotSerializable,
}

/// <summary>Describes why a sink cannot write a record as it is.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Topic">The topic to write to.</param>
/// <param name="Size">The size of key, value and headers in bytes, including Kafka's overhead; 0 if the record has not been serialized yet.</param>
/// <param name="MaxSize">The sink's limit for the size.</param>
/// <param name="Error">The error that the production exception handler would receive.</param>
public readonly record struct UnwritableRecord(UnwritableReason Reason, string Topic, int Size, int MaxSize, ClientException Error);
