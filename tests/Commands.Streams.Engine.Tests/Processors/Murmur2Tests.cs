using System.Text;
using Commands.Streams.Processors;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Processors;

public sealed class Murmur2Tests
{
    [TestCase("", 275646681, 0, 3, 9)]
    [TestCase("a", -1563381124, 1, 4, 4)]
    [TestCase("21", -973932308, 0, 0, 0)]
    [TestCase("abc", 479470107, 0, 3, 3)]
    [TestCase("foobar", -790332482, 0, 0, 6)]
    [TestCase("hello", 2132663229, 0, 3, 9)]
    public void Text_hashes_as_in_Kafka(string key, int hash, int of3, int of6, int of12) => Check(Encoding.UTF8.GetBytes(key), hash, of3, of6, of12);

    [Test]
    public void A_long_hashes_as_in_Kafka() => Check(Serdes.Int64.Bytes(1), 2100486060, 0, 0, 0);

    [Test]
    public void An_int_hashes_as_in_Kafka() => Check(Serdes.Int32.Bytes(42), 1606757304, 0, 0, 0);

    private static void Check(byte[] key, int hash, int of3, int of6, int of12)
    {
        Murmur2.Hash(key).Should().Be(unchecked((uint)hash));
        Murmur2.Partition(key, 3).Should().Be(of3);
        Murmur2.Partition(key, 6).Should().Be(of6);
        Murmur2.Partition(key, 12).Should().Be(of12);
    }
}
