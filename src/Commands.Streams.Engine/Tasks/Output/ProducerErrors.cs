using Commands.Streams.Errors;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// The one place that decides what a producer's error means for the tasks that write through it: who handles it, and what has to be replaced.
/// </summary>
internal static class ProducerErrors
{
    /// <summary>
    /// True if the error is about the record, so that the production exception handler decides. All other errors are about the producer, its transaction or the
    /// configuration, which no handler can mend.
    /// </summary>
    public static bool IsAboutRecord(ClientException error) =>
        error.Kind is ClientErrorKind.Retriable or ClientErrorKind.RecordRefused || ClientErrorCodes.ReasonOf(error) is not null;

    /// <summary>True if the producer itself has become unusable, for any record.</summary>
    public static bool IsAboutProducer(ClientException error) =>
        error.Kind is ClientErrorKind.Fenced or ClientErrorKind.Abortable or ClientErrorKind.ClientLost;

    /// <summary>Translates the error of a record that was refused at once, before it reached the producer's queue or transaction.</summary>
    public static TaskFailedException OfSend(string failed, ClientException error) =>
        error.Kind == ClientErrorKind.Retriable ? new TaskCorruptedException(Sentence(failed, error), error) : OfCall(failed, error, isTransactional: false);

    /// <summary>Translates the error of a failed delivery, or of a call that concerns no single record.</summary>
    /// <remarks>
    /// Transactions are ended without the protocol's own guard against late requests (KIP-890), so a late request may affect the next transaction of the same
    /// producer epoch. Only a new producer, which gets the next epoch, fences it. Therefore a producer is replaced after any transaction that failed.
    /// </remarks>
    public static TaskFailedException OfCall(string failed, ClientException error, bool isTransactional)
    {
        var message = Sentence(failed, error);
        return error.Kind switch
        {
            ClientErrorKind.Fenced => new TaskMigratedException(message, error),
            ClientErrorKind.Abortable or ClientErrorKind.ClientLost => new ProducerLostException(message, error),
            ClientErrorKind.Retriable when isTransactional => new ProducerLostException(message, error),
            ClientErrorKind.Retriable => new TaskCorruptedException(message, error),
            _ => new ProductionException(message, error) { IsVerdict = true },
        };
    }

    /// <summary>Translates the refusal of a record that had been sent. When the work is repeated, the record is refused before it is sent.</summary>
    public static TaskFailedException OfRefusal(string failed, ClientException error, bool isTransactional) => isTransactional
        ? new ProducerLostException(Sentence(failed, error), error)
        : new TaskCorruptedException(Sentence(failed, error), error);

    private static string Sentence(string failed, ClientException error) => $"{failed}: {error.Message}";
}
