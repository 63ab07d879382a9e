namespace Commands.Streams.Errors;

/// <summary>How much of a failed record its dead letter holds: each form leaves out what the one before does, and more.</summary>
internal enum DeadLetterForm
{
    /// <summary>Everything.</summary>
    Whole,

    /// <summary>Without the stack trace, and with the beginning of the message only.</summary>
    WithoutStackTrace,

    /// <summary>Without the record's own headers, and with the shorter of the two families of headers.</summary>
    WithoutHeaders,

    /// <summary>Without the value.</summary>
    WithoutValue,

    /// <summary>Without the key: only the headers that say which record it was and what went wrong.</summary>
    WithoutKey,
}
