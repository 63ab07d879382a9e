using System.ComponentModel;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>A record that was queued but could not be delivered. Valid only during the call that reports it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct DeliveryFailure
{
    /// <summary>The topic it was sent to.</summary>
    public string Topic;

    /// <summary>The partition it was sent to, or -1 if none had been chosen.</summary>
    public int Partition;

    /// <summary>The key's bytes.</summary>
    public ReadOnlySpan<byte> Key;

    /// <summary>The value's bytes.</summary>
    public ReadOnlySpan<byte> Value;

    /// <summary><see langword="true"/> if there is a key; otherwise <see langword="false"/>.</summary>
    public bool HasKey;

    /// <summary><see langword="true"/> if there is a value; otherwise <see langword="false"/>.</summary>
    public bool HasValue;

    /// <summary>The timestamp in Unix milliseconds.</summary>
    public long Timestamp;

    /// <summary>The headers; always set if the record itself was refused, and <see langword="null"/> if they are no longer available. May be kept.</summary>
    public Headers? Headers;

    /// <summary>The token that was passed to <see cref="IProducerTopic.TrySend"/>.</summary>
    public nint Token;

    /// <summary>The error.</summary>
    public ClientException Error;

    /// <summary><see langword="true"/> if the record may still be in the log; otherwise <see langword="false"/>.</summary>
    public bool PossiblyPersisted;
}

/// <summary>Called for a record that was queued but could not be delivered.</summary>
/// <param name="failure">The record and the error; valid only during the call.</param>
public delegate void DeliveryFailureHandler(in DeliveryFailure failure);
