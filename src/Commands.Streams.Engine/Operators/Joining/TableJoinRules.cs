namespace Commands.Streams.Operators.Joining;

/// <summary>Which rows the result of a join of tables needs, seen from one of them.</summary>
/// <param name="NeedsThis">True if there is no result without a row of this table.</param>
/// <param name="NeedsOther">True if there is no result without a row of the other table.</param>
internal readonly record struct TableJoinRules(bool NeedsThis, bool NeedsOther)
{
    public static TableJoinRules Of(JoinKind kind) => new(NeedsThis: kind != JoinKind.Outer, NeedsOther: kind == JoinKind.Inner);

    public TableJoinRules Reverse() => new(NeedsOther, NeedsThis);

    /// <summary>True if there is a result.</summary>
    public bool HasResult(bool hasThis, bool hasOther) => (hasThis || hasOther) && (hasThis || !NeedsThis) && (hasOther || !NeedsOther);
}
