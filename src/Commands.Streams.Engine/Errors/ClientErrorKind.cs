namespace Commands.Streams.Errors;

/// <summary>What may be done about an error of the cluster or its client.</summary>
public enum ClientErrorKind
{
    /// <summary>Passes by itself: the same call may succeed later.</summary>
    Retriable,

    /// <summary>The open transaction must be aborted; then a new producer may do the work again.</summary>
    Abortable,

    /// <summary>Another member or producer has taken over: what this one has in hand is no longer its own.</summary>
    Fenced,

    /// <summary>This record alone is refused, now and later, for example as too large; others go on.</summary>
    RecordRefused,

    /// <summary>This client cannot be used any more; a new one does the same work.</summary>
    ClientLost,

    /// <summary>Only a person can mend it: authorization, configuration.</summary>
    Fatal,
}
