using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams.Testing;

/// <summary>A response that the subscriber under test has written.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TResponse">The response's type.</typeparam>
/// <param name="Key">The key of the command.</param>
/// <param name="Value">The result; the type's default value if <paramref name="HasValue"/> is <see langword="false"/>.</param>
/// <param name="HasValue"><see langword="true"/> if there is a result, which only completed commands have; otherwise <see langword="false"/>.</param>
/// <param name="Timestamp">Unix time in milliseconds.</param>
/// <param name="Headers">All headers, including those exposed as properties.</param>
public sealed record TestResponse<TKey, TResponse>(TKey Key, TResponse? Value, bool HasValue, long Timestamp, Headers Headers)
{
    /// <summary>The status of the command; <see langword="null"/> if the response has an unknown status.</summary>
    public CommandStatus? Status => Headers.GetCommandStatus();

    /// <summary>The command's correlation id as text, or <see langword="null"/> if it has none.</summary>
    public string? CorrelationId => Headers.GetCorrelationId()?.ToString();

    /// <summary>The command's id, or <see langword="null"/> if it has none.</summary>
    public string? CommandId => Headers.GetCommandId()?.Text;

    /// <summary>The error code, or <see langword="null"/> if there was no error.</summary>
    public string? Error => Headers.GetCommandError();

    /// <summary>The error message, or <see langword="null"/> if there was no error.</summary>
    public string? ErrorMessage => Headers.GetCommandErrorMessage();

    /// <summary><see langword="true"/> if the command may be sent again with a new id; otherwise <see langword="false"/>.</summary>
    public bool IsRetryable => Headers.IsCommandRetryable();
}
