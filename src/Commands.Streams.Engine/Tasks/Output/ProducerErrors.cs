using Commands.Streams.Errors;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// The one place that says what an error of a producer means for the tasks that write through it: who decides about it, and what has to be made anew.
/// </summary>
internal static class ProducerErrors
{
    /// <summary>
    /// Whether the error is about the record that was to be written, so that the production exception handler decides. Everything else is about the
    /// producer, its transaction or the configuration, which no handler can mend.
    /// </summary>
    public static bool IsAboutRecord(ClientException error) =>
        error.Kind is ClientErrorKind.Retriable or ClientErrorKind.RecordRefused || ClientErrorCodes.ReasonOf(error) is not null;

    /// <summary>Whether the producer itself is of no use any more, whatever record it was given.</summary>
    public static bool IsAboutProducer(ClientException error) =>
        error.Kind is ClientErrorKind.Fenced or ClientErrorKind.Abortable or ClientErrorKind.ClientLost;

    /// <summary>A record was refused at once: nothing of it has reached the producer's queue or its transaction.</summary>
    public static TaskFailedException OfSend(string failed, ClientException error) =>
        error.Kind == ClientErrorKind.Retriable ? new TaskCorruptedException(Sentence(failed, error), error) : OfCall(failed, error, isTransactional: false);

    /// <summary>A delivery, or a call that is about no single record, failed.</summary>
    /// <remarks>
    /// Transactions are ended without the protocol's own guard against requests that arrive late (KIP-890), so what is late may act on the next
    /// transaction of the same producer epoch. Only a new producer, whose epoch is the next, fences it; so a transaction that did not go well is the
    /// last of its producer.
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

    /// <summary>A record on its way was refused, and will be refused before it is sent when the work is done again.</summary>
    public static TaskFailedException OfRefusal(string failed, ClientException error, bool isTransactional) => isTransactional
        ? new ProducerLostException(Sentence(failed, error), error)
        : new TaskCorruptedException(Sentence(failed, error), error);

    private static string Sentence(string failed, ClientException error) => $"{failed}: {error.Message}";
}
