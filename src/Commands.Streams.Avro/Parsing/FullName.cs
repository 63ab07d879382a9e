namespace Commands.Streams.Avro.Parsing;

/// <summary>The name of a record, an enum or a fixed, with its namespace, which is null if it has none.</summary>
internal readonly record struct FullName(string Name, string? Space)
{
    /// <summary>A name as it stands in a schema: a dotted one brings its namespace, another one has that of the place.</summary>
    public static FullName Of(string name, string? space)
    {
        var dot = name.LastIndexOf('.');
        var (own, simple) = dot < 0 ? (space, name) : (name[..dot], name[(dot + 1)..]);
        return new FullName(simple, string.IsNullOrEmpty(own) ? null : own);
    }

    public override string ToString() => Space is null ? Name : $"{Space}.{Name}";
}
