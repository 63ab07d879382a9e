namespace Commands.Streams.Avro.Schemas;

/// <summary>Names that differ in case and underscores only are the same: <c>ORDER_ID</c> is <c>OrderId</c>.</summary>
internal static class LooseName
{
    public static bool Equals(string left, string right) => string.Equals(Strip(left), Strip(right), StringComparison.OrdinalIgnoreCase);

    private static string Strip(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal);
}
