using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>A response as the subscriber under test wrote it.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TResponse">The response's type.</typeparam>
/// <param name="Key">The key: that of the command.</param>
/// <param name="Value">The result; the type's default value if <paramref name="HasValue"/> is false.</param>
/// <param name="HasValue">Whether there is a result. Only completed commands have one.</param>
/// <param name="Timestamp">Unix time in milliseconds.</param>
/// <param name="Headers">All headers, those read below included.</param>
public sealed record StreamizResponse<TKey, TResponse>(TKey Key, TResponse? Value, bool HasValue, long Timestamp, Headers Headers)
{
    /// <summary>What became of the command; null if the response says something unknown.</summary>
    public CommandStatus? Status => Headers.GetCommandStatus();

    /// <summary>The command's correlation id as text, or null if it had none.</summary>
    public string? CorrelationId => Headers.GetCorrelationId()?.ToString();

    /// <summary>The command's id, or null if it had none.</summary>
    public string? CommandId => Headers.GetCommandId()?.Text;

    /// <summary>The error's code, or null if there was no error.</summary>
    public string? Error => Headers.GetCommandError();

    /// <summary>The error's message, or null if there was no error.</summary>
    public string? ErrorMessage => Headers.GetCommandErrorMessage();

    /// <summary>Whether the command may be sent again with a new id.</summary>
    public bool IsRetryable => Headers.IsCommandRetryable();
}
