namespace Commands.Streams.Operators.Tables;

/// <summary>A change of one row of a table, which is what flows between the nodes of tables. Null says that there is no such row.</summary>
/// <param name="new">The value from now on.</param>
/// <param name="old">The value before; null also if nobody downstream has asked for it.</param>
/// <param name="isLatest">False if the table is versioned and has a later version of the row.</param>
internal readonly struct Change<T>(T? @new, T? old, bool isLatest = true)
{
    public T? New { get; } = @new;

    public T? Old { get; } = old;

    public bool IsLatest { get; } = isLatest;
}
