using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>Creates a command's headers: the issuer's own, then those of the library, whose names appear only once each.</summary>
internal static class CommandHeaderSet
{
    private const int MaxOwn = 9;

    public static Headers Build(in CommandEnvelope envelope, Headers issuers)
    {
        var room = default(Room);
        Span<Header> own = room;
        var count = 0;
        own[count++] = new Header(envelope.Profile.CorrelationIdHeader, envelope.CorrelationId);
        own[count++] = new Header(CommandHeaders.CommandId, envelope.CommandId);
        Add(own, ref count, CommandHeaders.Type, envelope.Type);
        Add(own, ref count, envelope.Profile.ReplyTopicHeader, envelope.ReplyTopic);
        Add(own, ref count, envelope.Profile.ReplyPartitionHeader, envelope.ReplyPartition);
        Add(own, ref count, CommandHeaders.Deadline, envelope.Deadline);
        Add(own, ref count, CommandHeaders.Timeout, envelope.Timeout);
        if (envelope.Profile.CopiedIdHeader is { } copy)
        {
            own[count++] = new Header(copy, envelope.CommandId);
        }

        return issuers.Count == 0 && envelope.Profile.MoreHeaders.Count == 0 && Activity.Current is null
            ? Headers.From(own[..count].ToArray())
            : Merge(issuers, envelope.Profile, own[..count]);
    }

    /// <summary>Encodes a reply partition in the format of a profile.</summary>
    public static byte[] Encode(int partition, PartitionFormat format) =>
        format == PartitionFormat.Decimal ? Encoding.UTF8.GetBytes($"{partition}") : PartitionNumber.Encode(partition);

    private static Headers Merge(Headers issuers, CommandProfile profile, ReadOnlySpan<Header> own)
    {
        var headers = new List<Header>(issuers);
        foreach (var header in own)
        {
            Set(headers, header.Name, header.Value);
        }

        foreach (var (name, value) in profile.MoreHeaders)
        {
            Set(headers, name, Encoding.UTF8.GetBytes(value));
        }

        TraceContext.Add(headers);
        return Headers.From([.. headers]);
    }

    private static void Add(Span<Header> headers, ref int count, string name, byte[]? value)
    {
        if (value is not null)
        {
            headers[count++] = new Header(name, value);
        }
    }

    private static void Set(List<Header> headers, string name, byte[]? value)
    {
        headers.RemoveAll(header => header.Name == name);
        headers.Add(new Header(name, value));
    }

    [InlineArray(MaxOwn)]
    private struct Room
    {
        private Header _first;
    }
}
