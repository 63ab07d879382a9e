namespace Commands.Streams.Serialization;

/// <summary>
/// A serde cannot read or write this value yet, because it waits for something that comes from elsewhere, such as a schema. The record is neither
/// skipped nor failed: it stays where it is, in its order, while the worker goes on serving its group and other partitions, and the serde is called
/// again with the same bytes, or the same value, once <see cref="Ready"/> has completed.
/// </summary>
/// <remarks>
/// If <see cref="Ready"/> fails or is cancelled, what the serde waits for cannot be had: the task fails with its exception, and no exception handler is
/// asked, since nothing is wrong with the record. A serde that knows by now that the record can never be read completes it and throws another exception
/// when it is called again.
/// </remarks>
public sealed class SerdeNotReadyException : Exception
{
    /// <summary>Makes the signal.</summary>
    /// <param name="ready">Completes when the serde is to be called again. It needs a time limit of its own: the record waits as long as it takes.</param>
    /// <param name="message">A sentence that says what is waited for.</param>
    public SerdeNotReadyException(Task ready, string message)
        : base(message)
    {
        ArgumentNullException.ThrowIfNull(ready);
        Ready = ready;
    }

    /// <summary>Completes when the serde is to be called again.</summary>
    public Task Ready { get; }
}
