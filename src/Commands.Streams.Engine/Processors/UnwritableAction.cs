namespace Commands.Streams.Processors;

/// <summary>What becomes of a record that a sink cannot write as it is.</summary>
public enum UnwritableAction
{
    /// <summary>The production exception handler decides.</summary>
    Fail,

    /// <summary>The record that the handler has put in its place is written.</summary>
    Replace,

    /// <summary>Nothing is written. The engine logs a warning and counts it as skipped.</summary>
    Drop,
}
