using System.Numerics;
using Avro;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>
/// The format of a decimal: its decimal places, the first unscaled value with too many digits, and its size in bytes, or -1 for a variable size.
/// </summary>
internal sealed record DecimalFormat(int Scale, BigInteger Limit, int Precision, int Size)
{
    public static DecimalFormat Of(LogicalSchema schema)
    {
        var precision = LogicalProperties.PrecisionOf(schema);
        return new DecimalFormat(
            LogicalProperties.ScaleOf(schema), BigInteger.Pow(10, precision), precision, schema.BaseSchema is FixedSchema bytes ? bytes.Size : -1);
    }
}
