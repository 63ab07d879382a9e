using Avro;
using Avro.Generic;
using Commands.Streams.Avro.Binary;
using Commands.Streams.Avro.Plans;
using Commands.Streams.Avro.Schemas;
using Commands.Streams.Avro.Tests.Support;

namespace Commands.Streams.Avro.Tests.Plans;

internal sealed class HostileDataTests
{
    private const int MaxAllocation = 1024 * 1024;

    private static readonly Schema OrderSchema = SchemaDerivation.Of(typeof(Order));

    /// <summary>In the run of the suite; AVRO_FUZZ_PAYLOADS=1000000 for the long one.</summary>
    private static readonly int Payloads = int.TryParse(Environment.GetEnvironmentVariable("AVRO_FUZZ_PAYLOADS"), out var count) ? count : 30_000;

    [Test]
    public void Damaged_payloads_are_an_error_or_a_value_and_allocate_little()
    {
        var valid = Bytes.Write(Order.Example with { Previous = Order.Example });
        var readers = new Action<byte[]>[] { Reader<Order>(OrderSchema), Reader<GenericRecord>(OrderSchema), Reader<Thin>(SchemaDerivation.Of(typeof(Thin))) };
        var random = new Random(20260203);
        var values = 0;
        for (var i = 0; i < Payloads; i++)
        {
            var data = Damage(valid, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            values += TryRead(readers[i % readers.Length], data) ? 1 : 0;
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(MaxAllocation, "payload {0} is {1}", i, Convert.ToHexString(data));
        }

        values.Should().BeInRange(1, Payloads - 1);
    }

    [TestCase("\"string\"", "FEFFFFFF0F")]
    [TestCase("\"bytes\"", "FEFFFFFFFFFFFFFFFF01")]
    [TestCase("{\"type\":\"array\",\"items\":\"null\"}", "FEFFFFFF0F")]
    [TestCase("{\"type\":\"array\",\"items\":\"int\"}", "FEFFFFFFFFFFFFFFFF01")]
    [TestCase("{\"type\":\"array\",\"items\":\"int\"}", "FFFFFFFFFFFFFFFFFF0102")]
    [TestCase("{\"type\":\"map\",\"values\":\"null\"}", "FEFFFFFF0F")]
    [TestCase("[\"null\",\"int\"]", "04")]
    [TestCase("\"long\"", "FFFFFFFFFFFFFFFFFFFFFF")]
    public void A_length_that_the_data_cannot_hold_is_refused(string schema, string hex)
    {
        var read = () => Bytes.Read<object>(Convert.FromHexString(hex), Schema.Parse(schema), Schema.Parse(schema));

        read.Should().Throw<AvroDataException>();
    }

    [Test]
    public void Data_that_nests_without_end_is_refused()
    {
        var data = Enumerable.Repeat((byte)2, 100_000).ToArray();
        var schema = Schema.Parse("""{"type":"record","name":"Node","fields":[{"name":"Next","type":["null","Node"]}]}""");

        var read = () => Bytes.Read<Node>(data, schema);
        var skip = () => Skip(data, schema);

        read.Should().Throw<AvroDataException>().WithMessage("The data nests deeper than 200 levels*");
        skip.Should().Throw<AvroDataException>().WithMessage("The data nests deeper than 200 levels*");
    }

    private static void Skip(byte[] data, Schema schema)
    {
        var reader = new AvroReader(data);
        SchemaSkipper.Skip(ref reader, schema);
    }

    private static Action<byte[]> Reader<T>(Schema reader)
    {
        var read = ReadPlanCompiler.Compile<T>(OrderSchema, reader);
        return data =>
        {
            var source = new AvroReader(data);
            read(ref source);
        };
    }

    private static bool TryRead(Action<byte[]> reader, byte[] data)
    {
        try
        {
            reader(data);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static byte[] Damage(byte[] valid, Random random)
    {
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }

        var data = valid[..(random.Next(3) == 0 ? random.Next(valid.Length) : valid.Length)];
        for (var flips = random.Next(1, 4); flips > 0 && data.Length > 0; flips--)
        {
            data[random.Next(data.Length)] = (byte)random.Next(256);
        }

        return data;
    }

    private sealed record Thin(string Channel);

    private sealed class Node
    {
        public Node? Next { get; set; }
    }
}
