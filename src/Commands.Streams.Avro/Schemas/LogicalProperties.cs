using System.Globalization;
using Avro;

namespace Commands.Streams.Avro.Schemas;

/// <summary>The attributes of logical types.</summary>
internal static class LogicalProperties
{
    public static int ScaleOf(LogicalSchema schema) => Read(schema, "scale", 0);

    public static int PrecisionOf(LogicalSchema schema) => Read(schema, "precision", 0);

    private static int Read(LogicalSchema schema, string name, int absent) =>
        int.TryParse(schema.GetProperty(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : absent;
}
