using System.Diagnostics.CodeAnalysis;

namespace Commands.Streams.Serialization;

/// <summary>
/// The serdes that are used for types for which a topology sets none. Initially holds those of <see cref="string"/>, <see cref="long"/>,
/// <see cref="int"/>, <see cref="short"/>, <see cref="double"/>, <see cref="float"/>, <see cref="bool"/>, <see cref="Guid"/> and <c>byte[]</c>, and
/// of the nullable form of each.
/// </summary>
public sealed class SerdeRegistry
{
    private readonly Dictionary<Type, object> _serdes = [];

    /// <summary>Creates a registry with the serdes listed above.</summary>
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

    /// <summary>Registers a serde for a type and replaces an earlier one.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serde">The serde.</param>
    /// <returns>This registry.</returns>
    public SerdeRegistry Add<T>(ISerde<T> serde)
    {
        ArgumentNullException.ThrowIfNull(serde);
        _serdes[typeof(T)] = serde;
        return this;
    }

    /// <summary>Looks up a serde.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="serde">The serde, if one is registered.</param>
    /// <returns><see langword="true"/> if one is registered; otherwise <see langword="false"/>.</returns>
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
