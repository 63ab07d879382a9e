namespace Commands.Streams.Serialization;

/// <summary>
/// A serde cannot read or write a value yet because it waits for something, such as a schema from a registry. The record is neither skipped nor
/// failed: it keeps its place in the order while the worker continues to serve its group and other partitions, and the serde is called again with the
/// same bytes or value once <see cref="Ready"/> has completed.
/// </summary>
/// <remarks>
/// If <see cref="Ready"/> fails or is cancelled, the task fails with its exception, and no exception handler is called, because nothing is wrong with
/// the record. If the serde finds out meanwhile that the record can never be read, it should complete <see cref="Ready"/> and throw another exception
/// when it is called again.
/// </remarks>
public sealed class SerdeNotReadyException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="ready">Completes when the serde should be called again. It needs its own time limit: the record waits until it completes.</param>
    /// <param name="message">A sentence that says what the serde is waiting for.</param>
    public SerdeNotReadyException(Task ready, string message)
        : base(message)
    {
        ArgumentNullException.ThrowIfNull(ready);
        Ready = ready;
    }

    /// <summary>Completes when the serde should be called again.</summary>
    public Task Ready { get; }
}
