namespace Commands.Streams.Processors;

/// <summary>What a sink does with a record that it cannot write as it is.</summary>
public enum UnwritableAction
{
    /// <summary>The production exception handler decides.</summary>
    Fail,

    /// <summary>The replacement record of the handler is written.</summary>
    Replace,

    /// <summary>Nothing is written. The engine logs a warning and counts the record as skipped.</summary>
    Drop,
}
