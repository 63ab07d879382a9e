using System.Text;
using Commands.Streams.Records;

namespace Commands.Streams.Messaging;

/// <summary>Makes a command's headers: the issuer's own, then those of the library, each name of which appears once.</summary>
internal static class CommandHeaderSet
{
    public static Headers Build(CommandOptions options, CorrelationId correlationId, CommandId commandId)
    {
        var headers = new List<Header>(options.Headers);
        Set(headers, CommandHeaders.CorrelationId, correlationId.ToHeader());
        Set(headers, CommandHeaders.CommandId, Encoding.UTF8.GetBytes(commandId.Text));
        if (options.ReplyTopic is { } topic)
        {
            Set(headers, CommandHeaders.ReplyTopic, Encoding.UTF8.GetBytes(topic));
        }

        if (options.ReplyPartition is { } partition)
        {
            Set(headers, CommandHeaders.ReplyPartition, PartitionNumber.Encode(partition));
        }

        TraceContext.Add(headers);
        return Headers.From([.. headers]);
    }

    private static void Set(List<Header> headers, string name, byte[] value)
    {
        headers.RemoveAll(header => header.Name == name);
        headers.Add(new Header(name, value));
    }
}
