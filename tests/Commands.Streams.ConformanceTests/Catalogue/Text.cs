namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Text as the functions of the catalogue make it.</summary>
internal static class Text
{
    /// <summary>Null joins as "null", as in Java.</summary>
    public static string OrNull(string? text) => text ?? "null";

    /// <summary>The joiner of the catalogue.</summary>
    public static string? Pair(string? left, string? right) => OrNull(left) + "+" + OrNull(right);

    /// <summary>The first character; null for null.</summary>
    public static string? First(string? text) => text?[..1];
}
