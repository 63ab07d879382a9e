namespace Commands.Streams.Errors;

/// <summary>How to react to an error of the cluster or its client.</summary>
public enum ClientErrorKind
{
    /// <summary>The error is transient: the same call may succeed later.</summary>
    Retriable,

    /// <summary>The open transaction must be aborted; after that, a new producer may repeat the work.</summary>
    Abortable,

    /// <summary>Another member or producer has taken over: the work in progress no longer belongs to this one.</summary>
    Fenced,

    /// <summary>This record alone is refused permanently, for example because it is too large; other records are not affected.</summary>
    RecordRefused,

    /// <summary>This client cannot be used any more; a new one can do the same work.</summary>
    ClientLost,

    /// <summary>Only a change from outside can fix the error, for example of permissions or configuration.</summary>
    Fatal,
}
