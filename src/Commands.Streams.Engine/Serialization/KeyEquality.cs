using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Commands.Streams.Serialization;

/// <summary>
/// When two keys are the same. Kafka compares bytes; so does this, unless the type's own equality says the same for less: of numbers, text, dates and the
/// like, and of records and tuples made of nothing else. A class without an equality of its own compares references, and one with such an equality may
/// leave out what its bytes tell apart, or the reverse, so neither is trusted.
/// </summary>
public static class KeyEquality
{
    private static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(Guid), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Version),
    ];

    /// <summary>Whether a type's own equality compares values.</summary>
    /// <param name="type">The type.</param>
    public static bool IsByValue(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return IsByValue(type, []);
    }

    /// <summary>A comparer of keys that is right whatever their type. Byte arrays are equal when their bytes are.</summary>
    /// <typeparam name="TKey">The keys' type.</typeparam>
    /// <param name="serializer">Writes the keys, to be compared by their bytes if their type's equality does not do.</param>
    /// <param name="topic">The topic that the serializer is told.</param>
    /// <returns>The type's own comparer if that compares values. Another one is for one thread.</returns>
    public static IEqualityComparer<TKey> Comparer<TKey>(ISerializer<TKey> serializer, string topic)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(topic);
        return IsByValue(typeof(TKey)) ? EqualityComparer<TKey>.Default : new SerializedKeyComparer<TKey>(serializer, topic);
    }

    /// <summary>A hash of a key's bytes.</summary>
    internal static int HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private static bool IsByValue(Type type, HashSet<Type> outer)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsPrimitive || type.IsEnum || Values.Contains(type))
        {
            return true;
        }

        if (type.IsGenericType && type.IsValueType && type.IsAssignableTo(typeof(ITuple)))
        {
            return Array.TrueForAll(type.GetGenericArguments(), part => IsByValue(part, outer));
        }

        return outer.Add(type) && IsRecordOfValues(type, outer);
    }

    /// <summary>
    /// Whether the compiler made the type's equality, which compares all fields, and each is compared by value. If reflection may not see all of a type,
    /// in an application compiled ahead of time, none is trusted.
    /// </summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2070", Justification = "The equality that is looked for uses every field, so no field is missing if it is there.")]
    private static bool IsRecordOfValues(Type type, HashSet<Type> outer)
    {
        const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        if (!RuntimeFeature.IsDynamicCodeSupported || type.IsInterface || type.IsArray)
        {
            return false;
        }

        var equality = type.GetMethod(nameof(Equals), Declared, [type]);
        if (equality?.IsDefined(typeof(CompilerGeneratedAttribute)) is not true)
        {
            return false;
        }

        foreach (var field in type.GetFields(Declared))
        {
            if (!IsByValue(field.FieldType, outer))
            {
                return false;
            }
        }

        return type.BaseType is null || type.BaseType == typeof(object) || type.BaseType == typeof(ValueType) || IsRecordOfValues(type.BaseType, outer);
    }
}
