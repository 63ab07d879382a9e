using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>
/// Creates a response's headers from those of its command: the ids unchanged, the status of the command, and the trace context of the span in which
/// it was handled, or otherwise the command's own.
/// </summary>
internal static class ResponseHeaders
{
    /// <summary>The largest number of bytes copied from a header that is only passed on: the limit of W3C baggage.</summary>
    private const int MaxPassedBytes = 8192;

    private const int MaxHeaders = 15;

    private static readonly byte[] False = "false"u8.ToArray();
    private static readonly byte[] Zero = [0];
    private static readonly byte[] True = "true"u8.ToArray();

    /// <summary>The headers for a completed command that has no headers itself.</summary>
    private static readonly Headers Completed = Headers.Empty.Add(CommandHeaders.Status, StatusText.Encode(CommandStatus.Completed));

    public static Headers Build(
        Headers command, CommandStatus status, CommandError? error, int attempt, Activity? activity = null, OwnHeaderNames? headerNames = null)
    {
        if (command.Count == 0 && status == CommandStatus.Completed && attempt <= 1 && activity is null)
        {
            return Completed;
        }

        if (headerNames is not null)
        {
            command = headerNames.Translate(command);
        }

        var room = default(Room);
        Span<Header> headers = room;
        var count = 0;
        EchoCorrelation(command, headerNames, headers, ref count);
        Echo(command, CommandHeaders.CommandId, int.MaxValue, headers, ref count);
        Echo(command, CommandHeaders.Type, HeaderText.MaxErrorBytes, headers, ref count);
        headers[count++] = new Header(CommandHeaders.Status, StatusText.Encode(status));
        if (error is not null)
        {
            headers[count++] = new Header(CommandHeaders.Error, TruncatedUtf8.Encode(error.Code, HeaderText.MaxErrorBytes));
            headers[count++] = new Header(CommandHeaders.ErrorMessage, TruncatedUtf8.Encode(error.Message, HeaderText.MaxMessageBytes));
            headers[count++] = new Header(CommandHeaders.Retryable, error.IsRetryable ? True : False);
        }

        if (attempt > 1)
        {
            headers[count++] = new Header(CommandHeaders.Attempt, Encoding.UTF8.GetBytes(attempt.ToString(CultureInfo.InvariantCulture)));
        }

        AddForNest(command, error, headers, ref count);
        if (activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id })
        {
            headers[count++] = new Header(CommandHeaders.TraceParent, Encoding.UTF8.GetBytes(id));
            if (activity.TraceStateString is { Length: > 0 } state)
            {
                headers[count++] = new Header(CommandHeaders.TraceState, Encoding.UTF8.GetBytes(state));
            }
        }
        else
        {
            Echo(command, CommandHeaders.TraceParent, MaxPassedBytes, headers, ref count);
            Echo(command, CommandHeaders.TraceState, MaxPassedBytes, headers, ref count);
        }

        Echo(command, CommandHeaders.Baggage, MaxPassedBytes, headers, ref count);
        return Headers.From(headers[..count].ToArray());
    }

    /// <summary>Returns a response's headers without those that join it to one command.</summary>
    public static Headers WithoutCorrelation(Headers response, OwnHeaderNames? headerNames)
    {
        response = response.Remove(CommandHeaders.CorrelationId).Remove(SmallRyeHeaders.CorrelationId);
        return headerNames is null ? response : response.Remove(headerNames.CorrelationId);
    }

    /// <summary>Joins a response to a command, in the order in which <see cref="Build"/> writes headers.</summary>
    public static Headers Correlate(Headers command, Headers response, OwnHeaderNames? headerNames)
    {
        if (headerNames is not null)
        {
            command = headerNames.Translate(command);
        }

        var room = default(Room);
        Span<Header> headers = room;
        var count = 0;
        EchoCorrelation(command, headerNames, headers, ref count);
        return Headers.From([.. headers[..count], .. response]);
    }

    private static void EchoCorrelation(Headers command, OwnHeaderNames? headerNames, Span<Header> headers, ref int count)
    {
        Echo(command, CommandHeaders.CorrelationId, int.MaxValue, headers, ref count);
        Echo(command, SmallRyeHeaders.CorrelationId, int.MaxValue, headers, ref count);
        if (headerNames?.CorrelationId is { } own and not (CommandHeaders.CorrelationId or SmallRyeHeaders.CorrelationId))
        {
            Echo(command, own, int.MaxValue, headers, ref count);
        }
    }

    /// <summary>Adds the headers by which NestJS recognizes the last response and an error.</summary>
    private static void AddForNest(Headers command, CommandError? error, Span<Header> headers, ref int count)
    {
        if (command.Count == 0
            || (!command.Contains(NestHeaders.IsDisposed)
                && (command.Last(CommandHeaders.ReplyPartition) is not { } partition || !PartitionNumber.IsText(partition))))
        {
            return;
        }

        headers[count++] = new Header(NestHeaders.IsDisposed, Zero);
        if (error is not null)
        {
            headers[count++] = new Header(NestHeaders.Error, TruncatedUtf8.Encode(error.Message, HeaderText.MaxMessageBytes));
        }
    }

    private static void Echo(Headers command, string name, int maxBytes, Span<Header> headers, ref int count)
    {
        if (command.Count > 0 && command.Last(name) is { } value && value.Length <= maxBytes)
        {
            headers[count++] = new Header(name, value);
        }
    }

    [InlineArray(MaxHeaders)]
    private struct Room
    {
        private Header _first;
    }
}
