namespace Commands.Streams.Errors;

/// <summary>Why a state store cannot be read from outside.</summary>
public enum InvalidStateStoreReason
{
    /// <summary>The topology has no store of this name.</summary>
    Unknown,

    /// <summary>The store is of another kind, or has keys or values of another type.</summary>
    OfAnotherType,

    /// <summary>The application has not been started, or it has stopped.</summary>
    NotRunning,

    /// <summary>The content is being restored on this instance. Try again later.</summary>
    Restoring,

    /// <summary>The key, or the rest of a range, is on another instance at present. Ask there, or try again if partitions are being moved.</summary>
    OnAnotherInstance,
}
