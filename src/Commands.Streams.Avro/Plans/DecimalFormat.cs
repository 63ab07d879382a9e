using System.Numerics;
using Avro;
using Commands.Streams.Avro.Schemas;

namespace Commands.Streams.Avro.Plans;

/// <summary>
/// What a decimal's schema says: the digits behind the point, the first unscaled value with too many digits, and the bytes it has, or -1 for as many
/// as needed.
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
