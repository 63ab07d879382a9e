using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>
/// Writes to a partition in the name of another producer, so that the numbers of that one's batches do not follow any more: its client has a fatal
/// error with the
/// next one. The protocol is spoken here, because no client does such a thing.
/// </summary>
internal sealed partial class StolenProducerId(long id, short epoch, int lastSequence)
{
    private const int BatchHeaderSize = 61;
    private const int CrcOffset = 17;
    private const int AttributesOffset = 21;

    /// <summary>Finds who has written last to the first partition of a topic.</summary>
    public static async Task<StolenProducerId> FindAsync(string topic)
    {
        var dumped = await KafkaTool.DumpAsync(topic);
        var last = Batches().Matches(dumped)[^1];
        return new StolenProducerId(Number(last, "id"), (short)Number(last, "epoch"), (int)Number(last, "sequence"));
    }

    /// <summary>Writes two records in its name to the first partition of a topic, with the numbers that are next.</summary>
    public async Task WriteAsync(string servers, string topic)
    {
        var port = int.Parse(servers.Split(':')[1], CultureInfo.InvariantCulture);
        using var connection = new TcpClient("127.0.0.1", port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Request(topic, Batch()));
        var size = new byte[4];
        await stream.ReadExactlyAsync(size);
        var answer = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
        await stream.ReadExactlyAsync(answer);

        // Correlation id, number of topics, name, number of partitions, index.
        BinaryPrimitives.ReadInt16BigEndian(answer.AsSpan(4 + 4 + 2 + topic.Length + 4 + 4)).Should().Be(0, "the broker must have taken it");
    }

    private static long Number(Match match, string name) => long.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"lastSequence: (?<sequence>\d+) producerId: (?<id>\d+) producerEpoch: (?<epoch>\d+)")]
    private static partial Regex Batches();

    private static byte[] Request(string topic, byte[] batch)
    {
        var body = new BigEndianBuffer();
        body.Int16(0).Int16(3).Int32(1).Text("test"); // produce, version 3
        body.Int16(-1).Int16(-1).Int32(30_000); // no transaction, all replicas
        body.Int32(1).Text(topic).Int32(1).Int32(0).Int32(batch.Length).Bytes(batch);
        return new BigEndianBuffer().Int32(body.Length).Bytes(body.ToArray()).ToArray();
    }

    private byte[] Batch()
    {
        byte[] first = [7 << 1, 0, 0, 0, 1, 2, (byte)'x', 0];
        byte[] second = [7 << 1, 0, 0, 2, 1, 2, (byte)'y', 0];
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var batch = new BigEndianBuffer()
            .Int64(0).Int32(BatchHeaderSize - 12 + first.Length + second.Length).Int32(-1).Byte(2).Int32(0)
            .Int16(0).Int32(1).Int64(now).Int64(now).Int64(id).Int16(epoch).Int32(lastSequence + 1).Int32(2)
            .Bytes(first).Bytes(second)
            .ToArray();
        var crc = ~batch.Skip(AttributesOffset).Aggregate(uint.MaxValue, BitOperations.Crc32C);
        BinaryPrimitives.WriteUInt32BigEndian(batch.AsSpan(CrcOffset), crc);
        return batch;
    }

    /// <summary>Bytes in the order of the network.</summary>
    private sealed class BigEndianBuffer
    {
        private readonly MemoryStream _bytes = new();

        public int Length => (int)_bytes.Length;

        public BigEndianBuffer Byte(byte value)
        {
            _bytes.WriteByte(value);
            return this;
        }

        public BigEndianBuffer Int16(short value) => Bytes([(byte)(value >> 8), (byte)value]);

        public BigEndianBuffer Int32(int value) => Int16((short)(value >> 16)).Int16((short)value);

        public BigEndianBuffer Int64(long value) => Int32((int)(value >> 32)).Int32((int)value);

        public BigEndianBuffer Text(string value) => Int16((short)value.Length).Bytes(Encoding.UTF8.GetBytes(value));

        public BigEndianBuffer Bytes(byte[] value)
        {
            _bytes.Write(value);
            return this;
        }

        public byte[] ToArray() => _bytes.ToArray();
    }
}
