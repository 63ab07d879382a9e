using System.Text;
using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Records;

namespace Commands.Streams.Issuing.Sending;

/// <summary>Creates the headers of a client's commands. Thread-safe.</summary>
internal sealed class IssuedHeaders(CommandProfile profile, int? replyPartition)
{
    private readonly DecimalHeader _deadline = new();
    private readonly DecimalHeader _timeout = new();
    private readonly byte[]? _replyPartition = replyPartition is { } partition ? CommandHeaderSet.Encode(partition, profile.ReplyPartitions) : null;

    /// <summary>The headers of a command without a request.</summary>
    public Headers OfSend(CommandOptions given, byte[]? type, byte[] correlationId)
    {
        var envelope = new CommandEnvelope
        {
            Profile = profile,
            CorrelationId = correlationId,
            CommandId = CommandIds.Bytes(given.CommandId, correlationId),
            Type = type,
            ReplyTopic = given.ReplyTopic is { } topic ? Encoding.UTF8.GetBytes(topic) : null,
            ReplyPartition = given.ReplyPartition is { } partition ? CommandHeaderSet.Encode(partition, profile.ReplyPartitions) : null,
        };
        return CommandHeaderSet.Build(in envelope, given.Headers);
    }

    /// <summary>The headers of a request's command.</summary>
    /// <param name="given">The options of the command.</param>
    /// <param name="type">The name of the command's type, if the stream has several.</param>
    /// <param name="correlationId">The correlation id that its response carries.</param>
    /// <param name="replyTopic">The topic for its response.</param>
    /// <param name="now">The current time.</param>
    /// <param name="left">How long its issuer waits; null for no limit.</param>
    public Headers OfRequest(CommandOptions given, byte[]? type, byte[] correlationId, byte[] replyTopic, DateTimeOffset now, TimeSpan? left)
    {
        var envelope = new CommandEnvelope
        {
            Profile = profile,
            CorrelationId = correlationId,
            CommandId = CommandIds.Bytes(given.CommandId, correlationId),
            Type = type,
            ReplyTopic = replyTopic,
            ReplyPartition = given.ReplyPartition is { } partition ? CommandHeaderSet.Encode(partition, profile.ReplyPartitions) : _replyPartition,
            Deadline = left is { } time ? _deadline.Encode(now.ToUnixTimeMilliseconds() + Milliseconds(time)) : null,
            Timeout = left is { } rest ? _timeout.Encode(Milliseconds(rest)) : null,
        };
        return CommandHeaderSet.Build(in envelope, given.Headers);
    }

    /// <summary>Updates the headers of a command that had to wait: less time remains when it is written.</summary>
    public Headers WithTimeout(Headers headers, TimeSpan left) => headers.Set(CommandHeaders.Timeout, _timeout.Encode(Milliseconds(left)));

    private static long Milliseconds(TimeSpan time) => Math.Max(time.Ticks / TimeSpan.TicksPerMillisecond, 1);
}
