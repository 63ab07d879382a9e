namespace Commands.Streams.Serialization;

/// <summary>Derives nullable forms of a serde.</summary>
public static class SerdeExtensions
{
    /// <summary>Returns the serde of the nullable reference type: the same object, because null never reaches a serde.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serde">The serde.</param>
    public static ISerde<T?> OrNull<T>(this ISerde<T> serde)
        where T : class => serde!;

    /// <summary>Returns the serde of the nullable value type, for topics with tombstones or null keys.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serde">The serde.</param>
    public static ISerde<T?> OrNullable<T>(this ISerde<T> serde)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(serde);
        return new NullableSerde<T>(serde);
    }
}
