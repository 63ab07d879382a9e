using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>Makes a response's headers from those of its command: ids and trace context as they came, then what became of the command.</summary>
internal static class ResponseHeaders
{
    /// <summary>The most bytes that are copied of a header that only passes through: what W3C allows baggage.</summary>
    private const int MaxPassedBytes = 8192;

    private static readonly byte[] False = "false"u8.ToArray();

    public static Headers Build(Headers command, CommandStatus status, string? code, string? message)
    {
        var headers = new Header[9];
        var count = 0;
        Echo(command, CommandHeaders.CorrelationId, int.MaxValue, headers, ref count);
        Echo(command, CommandHeaders.CommandId, int.MaxValue, headers, ref count);
        headers[count++] = new Header(CommandHeaders.Status, StatusText.Encode(status));
        if (status is CommandStatus.Rejected or CommandStatus.Failed)
        {
            headers[count++] = new Header(CommandHeaders.Error, HeaderText.Encode(code ?? string.Empty, HeaderText.MaxErrorBytes));
            headers[count++] = new Header(CommandHeaders.ErrorMessage, HeaderText.Encode(message ?? string.Empty, HeaderText.MaxMessageBytes));
            headers[count++] = new Header(CommandHeaders.Retryable, False);
        }

        Echo(command, CommandHeaders.TraceParent, MaxPassedBytes, headers, ref count);
        Echo(command, CommandHeaders.TraceState, MaxPassedBytes, headers, ref count);
        Echo(command, CommandHeaders.Baggage, MaxPassedBytes, headers, ref count);
        return Headers.From(headers[..count]);
    }

    private static void Echo(Headers command, string name, int maxBytes, Header[] headers, ref int count)
    {
        if (command.Count > 0 && command.Last(name) is { } value && value.Length <= maxBytes)
        {
            headers[count++] = new Header(name, value);
        }
    }
}
