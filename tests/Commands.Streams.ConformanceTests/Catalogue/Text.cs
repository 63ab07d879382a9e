namespace Commands.Streams.ConformanceTests.Catalogue;

/// <summary>Text as the functions of the catalogue make it.</summary>
internal static class Text
{
    /// <summary>Null joins as "null", as in Java.</summary>
    public static string OrNull(string? text) => text ?? "null";
}
