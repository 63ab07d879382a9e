namespace Commands.Streams.Avro.Parsing;

/// <summary>The name of a record, an enum or a fixed, with its namespace, which is null if there is none.</summary>
internal readonly record struct FullName(string Name, string? Space)
{
    /// <summary>Returns a name as written in a schema: a dotted name includes its namespace, any other name has that of its context.</summary>
    public static FullName Of(string name, string? space)
    {
        var dot = name.LastIndexOf('.');
        var (own, simple) = dot < 0 ? (space, name) : (name[..dot], name[(dot + 1)..]);
        return new FullName(simple, string.IsNullOrEmpty(own) ? null : own);
    }

    public override string ToString() => Space is null ? Name : $"{Space}.{Name}";
}
