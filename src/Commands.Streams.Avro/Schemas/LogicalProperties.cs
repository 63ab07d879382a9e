using System.Globalization;
using Avro;

namespace Commands.Streams.Avro.Schemas;

/// <summary>The attributes of logical types.</summary>
internal static class LogicalProperties
{
    public static int ScaleOf(LogicalSchema schema) =>
        int.TryParse(schema.GetProperty("scale"), NumberStyles.None, CultureInfo.InvariantCulture, out var scale) ? scale : 0;
}
