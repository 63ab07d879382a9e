using System.Text;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Tests.Support;

/// <summary>The contract and the commands that the tests are about.</summary>
public static class Some
{
    public const string DeadLetters = "dispatch_products-dlt";

    /// <summary>The time that manual clocks start at.</summary>
    public static readonly long Now = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static readonly CommandStream<long, string> Commands = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 2);

    public static readonly ResponseStream<long, string> Responses = ResponseStream.Define("dispatch_receipts", Serdes.Int64, Serdes.String, partitions: 2);

    public static string Receipt(Command<long, string> command) => $"{command.Key} to {command.Value}";

    public static ScriptedRecord Command(long key, string? command, params Header[] headers) =>
        new(Bytes(Serdes.Int64, key), command is null ? null : Encoding.UTF8.GetBytes(command), Headers.From(headers));

    public static Header Header(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));

    public static Header Correlation(string id) => Header(CommandHeaders.CorrelationId, id);

    public static byte[] Bytes<T>(ISerializer<T> serializer, T value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        serializer.Serialize(value, buffer, new SerializationContext(Commands.Topic, RecordComponent.Key, Headers.Empty));
        return buffer.WrittenSpan.ToArray();
    }
}
