using System.ComponentModel;
using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Clients;

/// <summary>A record that was queued and could not be delivered. Valid during the call that reports it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct DeliveryFailure
{
    /// <summary>The topic it was meant for.</summary>
    public string Topic;

    /// <summary>The partition it was meant for, or -1 if none had been chosen.</summary>
    public int Partition;

    /// <summary>The key's bytes.</summary>
    public ReadOnlySpan<byte> Key;

    /// <summary>The value's bytes.</summary>
    public ReadOnlySpan<byte> Value;

    /// <summary>Whether there is a key.</summary>
    public bool HasKey;

    /// <summary>Whether there is a value.</summary>
    public bool HasValue;

    /// <summary>The headers, at least of a record that was refused for itself; <see langword="null"/> if they are not at hand. May be kept.</summary>
    public Headers? Headers;

    /// <summary>What <see cref="IProducerTopic.TrySend"/> was given.</summary>
    public nint Token;

    /// <summary>What went wrong.</summary>
    public ClientException Error;

    /// <summary>Whether the record may be in the log all the same.</summary>
    public bool PossiblyPersisted;
}

/// <summary>Hears of a record that was queued and could not be delivered.</summary>
/// <param name="failure">The record and the reason; valid during the call.</param>
public delegate void DeliveryFailureHandler(in DeliveryFailure failure);
