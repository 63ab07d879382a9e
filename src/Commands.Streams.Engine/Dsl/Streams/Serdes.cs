using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Commands.Streams.Serialization;

namespace Commands.Streams;

/// <summary>The serdes that come with the library. Their formats are those of Kafka's own serdes: numbers are big-endian.</summary>
public static class Serdes
{
    /// <summary>Text in UTF-8 without a length prefix.</summary>
    public static ISerde<string> String => StringSerde.Utf8;

    /// <summary>8 bytes, two's complement, big-endian.</summary>
    public static ISerde<long> Int64 => Int64Serde.Instance;

    /// <summary>4 bytes, two's complement, big-endian.</summary>
    public static ISerde<int> Int32 => Int32Serde.Instance;

    /// <summary>2 bytes, two's complement, big-endian.</summary>
    public static ISerde<short> Int16 => Int16Serde.Instance;

    /// <summary>8 bytes, IEEE 754, big-endian.</summary>
    public static ISerde<double> Double => DoubleSerde.Instance;

    /// <summary>4 bytes, IEEE 754, big-endian.</summary>
    public static ISerde<float> Single => SingleSerde.Instance;

    /// <summary>One byte, 1 or 0.</summary>
    public static ISerde<bool> Boolean => BooleanSerde.Instance;

    /// <summary>The 36 characters of a UUID's text form.</summary>
    public static ISerde<Guid> Guid => GuidSerde.Instance;

    /// <summary>Bytes, unchanged.</summary>
    public static ISerde<byte[]> ByteArray => ByteArraySerde.Instance;

    /// <summary>A key or value that is always null: it is written as a null payload, and data that is read is ignored.</summary>
    public static ISerde<object?> Void => VoidSerde.Instance;

    /// <summary>Text without a length prefix in any encoding.</summary>
    /// <param name="encoding">The encoding.</param>
    public static ISerde<string> Text(Encoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return new StringSerde(encoding);
    }

    /// <summary>JSON by System.Text.Json with the web defaults: camel-case names, read case-insensitively.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="options">The options to use instead of the web defaults.</param>
    [RequiresUnreferencedCode("Reflection-based JSON needs members that trimming may remove. Use the overload that takes a JsonTypeInfo.")]
    [RequiresDynamicCode("Reflection-based JSON may need code generated at run time. Use the overload that takes a JsonTypeInfo.")]
    public static ISerde<T> Json<T>(JsonSerializerOptions? options = null)
    {
        options ??= JsonSerializerOptions.Web;
        options.MakeReadOnly(populateMissingResolver: true);
        return new JsonSerde<T>((JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
    }

    /// <summary>JSON by a source-generated context, without reflection.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="type">The metadata of the type, for example <c>MyContext.Default.Order</c>.</param>
    public static ISerde<T> Json<T>(JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new JsonSerde<T>(type);
    }
}
