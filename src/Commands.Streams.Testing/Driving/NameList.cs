namespace Commands.Streams.Testing.Driving;

/// <summary>Formats names for error messages, in order.</summary>
internal static class NameList
{
    public static string Format(IEnumerable<string> names)
    {
        var quoted = string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"'{name}'"));
        return quoted.Length == 0 ? "none" : quoted;
    }
}
