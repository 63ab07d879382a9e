using Commands.Streams.Serialization;
using Commands.Streams.State;

namespace Commands.Streams;

/// <summary>Serdes of keys with windows, in the formats of Kafka Streams. Records written with them are partitioned by the key alone.</summary>
public static class WindowedSerdes
{
    /// <summary>The key followed by the start of its window, 8 bytes.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <param name="keySerde">The serde of the key.</param>
    /// <param name="windowSize">The size of the windows, which is not written; for sliding windows, the time difference.</param>
    public static ISerde<Windowed<TKey>> TimeWindowed<TKey>(ISerde<TKey> keySerde, TimeSpan windowSize)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSize, TimeSpan.Zero);
        return new TimeWindowedSerde<TKey>(keySerde, windowSize.Ticks / TimeSpan.TicksPerMillisecond);
    }

    /// <summary>The key followed by end and start of its session, 8 bytes each.</summary>
    /// <typeparam name="TKey">The key's type.</typeparam>
    /// <param name="keySerde">The serde of the key.</param>
    public static ISerde<Windowed<TKey>> SessionWindowed<TKey>(ISerde<TKey> keySerde)
    {
        ArgumentNullException.ThrowIfNull(keySerde);
        return new SessionWindowedSerde<TKey>(keySerde);
    }
}
