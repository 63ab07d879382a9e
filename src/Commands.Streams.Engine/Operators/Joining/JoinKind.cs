namespace Commands.Streams.Operators.Joining;

/// <summary>Which side's records lead to results without a match.</summary>
internal enum JoinKind
{
    /// <summary>Neither.</summary>
    Inner,

    /// <summary>The left side's.</summary>
    Left,

    /// <summary>Both.</summary>
    Outer,
}
