using Avro;
using Avro.Util;

namespace Commands.Streams.Avro.Plans;

/// <summary>
/// The meaning of the names of logical types. Apache's own conversions for .NET are not used: some of them lose microseconds, and they shift local
/// times by the host's time zone.
/// </summary>
internal static class LogicalNames
{
    private static readonly Dictionary<string, Type> GenericTypes = new()
    {
        ["decimal"] = typeof(AvroDecimal),
        ["uuid"] = typeof(Guid),
        ["date"] = typeof(DateTime),
        ["time-millis"] = typeof(TimeSpan),
        ["time-micros"] = typeof(TimeSpan),
        ["timestamp-millis"] = typeof(DateTime),
        ["timestamp-micros"] = typeof(DateTime),
        ["local-timestamp-millis"] = typeof(DateTime),
        ["local-timestamp-micros"] = typeof(DateTime),
    };

    /// <summary>Returns the type of generic values in Apache's library, or null if they have the base type.</summary>
    public static Type? GenericTypeOf(string name) => GenericTypes.GetValueOrDefault(name);

    /// <summary>True if a logical type is a time of day or a point in time.</summary>
    public static bool IsTime(string name) => name is "time-millis" or "time-micros" || IsPoint(name);

    /// <summary>True if a logical type is a point in time, in UTC or local.</summary>
    public static bool IsPoint(string name) => name is "timestamp-millis" or "timestamp-micros" or "timestamp-nanos"
        or "local-timestamp-millis" or "local-timestamp-micros" or "local-timestamp-nanos";

    public static bool IsLocal(string name) => name.StartsWith("local", StringComparison.Ordinal);

    /// <summary>True if the application has added a logical type to Apache's, or has replaced one of those.</summary>
    public static bool IsApplications(LogicalSchema schema) =>
        schema.LogicalType is { } type and not UnknownLogicalType && type.GetType().Assembly != typeof(LogicalType).Assembly;
}
