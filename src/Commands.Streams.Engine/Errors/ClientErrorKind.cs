namespace Commands.Streams.Errors;

/// <summary>What may be done about an error of the cluster or its client.</summary>
public enum ClientErrorKind
{
    /// <summary>Passes by itself: the same call may succeed later.</summary>
    Retriable,

    /// <summary>The open transaction must be aborted; then the work may be done again.</summary>
    Abortable,

    /// <summary>Another member or producer has taken over: what this one has in hand is no longer its own.</summary>
    Fenced,

    /// <summary>Only a person can mend it: authorization, configuration, a record that no broker takes.</summary>
    Fatal,
}
