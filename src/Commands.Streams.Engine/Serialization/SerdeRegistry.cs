using System.Diagnostics.CodeAnalysis;

namespace Commands.Streams.Serialization;

/// <summary>
/// The serdes that are found by type if a topology names none. Holds those of <see cref="string"/>, <see cref="long"/>, <see cref="int"/>,
/// <see cref="short"/>, <see cref="double"/>, <see cref="float"/>, <see cref="bool"/>, <see cref="Guid"/> and <c>byte[]</c>, and of the nullable
/// form of each, from the start.
/// </summary>
public sealed class SerdeRegistry
{
    private readonly Dictionary<Type, object> _serdes = [];

    /// <summary>Makes a registry with the serdes named above.</summary>
    public SerdeRegistry()
    {
        Add(StringSerde.Utf8);
        Add(ByteArraySerde.Instance);
        AddWithNullable(Int64Serde.Instance);
        AddWithNullable(Int32Serde.Instance);
        AddWithNullable(Int16Serde.Instance);
        AddWithNullable(DoubleSerde.Instance);
        AddWithNullable(SingleSerde.Instance);
        AddWithNullable(BooleanSerde.Instance);
        AddWithNullable(GuidSerde.Instance);
    }

    /// <summary>Registers a serde for a type, in place of the one registered before, if any.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serde">The serde.</param>
    /// <returns>This registry.</returns>
    public SerdeRegistry Add<T>(ISerde<T> serde)
    {
        ArgumentNullException.ThrowIfNull(serde);
        _serdes[typeof(T)] = serde;
        return this;
    }

    /// <summary>Looks a serde up.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serde">The serde, if one is registered.</param>
    /// <returns>Whether one is registered.</returns>
    public bool TryGet<T>([NotNullWhen(true)] out ISerde<T>? serde)
    {
        serde = _serdes.TryGetValue(typeof(T), out var found) ? (ISerde<T>)found : null;
        return serde is not null;
    }

    private void AddWithNullable<T>(ISerde<T> serde)
        where T : struct
    {
        Add(serde);
        Add<T?>(new NullableSerde<T>(serde));
    }
}
