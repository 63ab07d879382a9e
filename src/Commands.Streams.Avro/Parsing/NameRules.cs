namespace Commands.Streams.Avro.Parsing;

/// <summary>The rules for names: a letter or underscore, then letters, digits and underscores, each of one UTF-16 unit, as in Java.</summary>
internal static class NameRules
{
    public static bool IsValid(string? name) =>
        !string.IsNullOrEmpty(name) && !char.IsDigit(name[0]) && name.All(unit => unit == '_' || char.IsLetterOrDigit(unit));

    /// <summary>True if each part of a full name is a valid name.</summary>
    public static bool IsValid(FullName name) => IsValid(name.Name) && (name.Space is null || name.Space.Split('.').All(IsValid));
}
