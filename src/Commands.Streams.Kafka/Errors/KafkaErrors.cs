using Commands.Streams.Errors;
using Commands.Streams.Kafka.Native;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Errors;

/// <summary>Makes this library's exceptions of the client's errors, so that kind, name and wording are decided in one place.</summary>
internal static class KafkaErrors
{
    /// <summary>Makes an exception of an error that the native client reported.</summary>
    /// <param name="error">The error.</param>
    /// <param name="what">What failed, without a full stop: <c>Offsets of group 'a' could not be committed</c>.</param>
    public static ClientException Create(NativeError error, string what)
    {
        ErrorCode code = (ErrorCode)error.Code;

        return Create(code, KafkaErrorClassification.Classify(code, error.IsFatal, error.IsRetriable, error.RequiresAbort), what, error.Reason);
    }

    /// <summary>Makes an exception of a bare code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="what">What failed, without a full stop.</param>
    /// <param name="reason">What the client says; by default its text for the code.</param>
    public static ClientException Create(ErrorCode code, string what, string? reason = null) =>
        Create(code, KafkaErrorClassification.Classify(code), what, reason ?? NativeError.DescriptionOf((int)code));

    /// <summary>Makes an exception of one of Confluent's.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="what">What failed, without a full stop.</param>
    public static ClientException Create(KafkaException exception, string what)
    {
        Error error = exception.Error;
        bool isRetriable = exception is KafkaRetriableException;
        bool requiresAbort = exception is KafkaTxnRequiresAbortException;

        return Create(
            error.Code, KafkaErrorClassification.Classify(error.Code, error.IsFatal, isRetriable, requiresAbort), what, error.Reason, exception);
    }

    private static ClientException Create(
        ErrorCode code, ClientErrorKind kind, string what, string reason, Exception? innerException = null)
    {
        string name = NativeError.NameOf((int)code);

        return new ClientException(kind, name, $"{what}: {reason.TrimEnd('.')} ({name}).", innerException);
    }
}
