namespace Commands.Streams.Errors;

/// <summary>How much of a failed record its dead letter holds. Each form omits more than the one before.</summary>
internal enum DeadLetterForm
{
    /// <summary>Everything.</summary>
    Whole,

    /// <summary>Without the stack trace, and with a shortened message.</summary>
    WithoutStackTrace,

    /// <summary>Without the record's own headers, and with the shorter of the two families of headers.</summary>
    WithoutHeaders,

    /// <summary>Without the value.</summary>
    WithoutValue,

    /// <summary>Without the key: only the headers that identify the record and describe the failure.</summary>
    WithoutKey,
}
