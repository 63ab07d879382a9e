namespace Commands.Streams.Avro.Schemas;

/// <summary>Compares names without regard to case and underscores: <c>ORDER_ID</c> equals <c>OrderId</c>.</summary>
internal static class LooseName
{
    public static bool Equals(string left, string right) => string.Equals(Strip(left), Strip(right), StringComparison.OrdinalIgnoreCase);

    private static string Strip(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal);
}
