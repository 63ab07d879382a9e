using Avro;
using Avro.Util;

namespace Commands.Streams.Avro.Plans;

/// <summary>
/// What the names of logical types mean. Apache's own conversions for .NET are not used: they lose a microsecond here and there, and move local times by the
/// host's time zone.
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

    /// <summary>The type of generic values, which is the one that Apache's library has for them, or null if they are of the base type.</summary>
    public static Type? GenericTypeOf(string name) => GenericTypes.GetValueOrDefault(name);

    /// <summary>Whether a logical type is a time of day or a point in time.</summary>
    public static bool IsTime(string name) => name is "time-millis" or "time-micros" || IsPoint(name);

    /// <summary>Whether a logical type is a point in time, in UTC or of a clock on the wall.</summary>
    public static bool IsPoint(string name) => name is "timestamp-millis" or "timestamp-micros" or "timestamp-nanos"
        or "local-timestamp-millis" or "local-timestamp-micros" or "local-timestamp-nanos";

    public static bool IsLocal(string name) => name.StartsWith("local", StringComparison.Ordinal);

    /// <summary>Whether a logical type is one that the application has added to Apache's, or has put in the place of one of those.</summary>
    public static bool IsApplications(LogicalSchema schema) =>
        schema.LogicalType is { } type and not UnknownLogicalType && type.GetType().Assembly != typeof(LogicalType).Assembly;
}
