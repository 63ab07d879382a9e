using System.Text;
using Commands.Streams.Serialization;
using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests;

public sealed class SerdesTests
{
    [Test]
    public void Integers_are_big_endian_twos_complement()
    {
        Serdes.Int64.Bytes(1).Should().Equal(0, 0, 0, 0, 0, 0, 0, 1);
        Serdes.Int64.Bytes(-2).Should().Equal(255, 255, 255, 255, 255, 255, 255, 254);
        Serdes.Int32.Bytes(0x01020304).Should().Equal(1, 2, 3, 4);
        Serdes.Int16.Bytes((short)-1).Should().Equal(255, 255);
    }

    [Test]
    public void Numbers_are_big_endian_ieee_754()
    {
        Serdes.Double.Bytes(1.5).Should().Equal(0x3f, 0xf8, 0, 0, 0, 0, 0, 0);
        Serdes.Single.Bytes(-2f).Should().Equal(0xc0, 0, 0, 0);
    }

    [Test]
    public void Truth_values_are_one_byte()
    {
        Serdes.Boolean.Bytes(true).Should().Equal(1);
        Serdes.Boolean.Bytes(false).Should().Equal(0);
        Serdes.Boolean.Invoking(it => it.ValueOf(2)).Should().Throw<FormatException>();
    }

    [Test]
    public void Text_has_no_length_and_the_encoding_of_choice()
    {
        Serdes.String.Bytes("Ä€").Should().Equal(0xc3, 0x84, 0xe2, 0x82, 0xac);
        Serdes.String.Bytes(string.Empty).Should().BeEmpty();
        Serdes.Text(Encoding.Latin1).Bytes("Ä").Should().Equal(0xc4);
        Serdes.String.ValueOf(0xff).Should().Be("\ufffd");
    }

    [Test]
    public void A_uuid_is_its_text()
    {
        var id = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");
        Serdes.Guid.Bytes(id).Should().Equal(Encoding.ASCII.GetBytes("01234567-89ab-cdef-0123-456789abcdef"));
        Serdes.Guid.Value("01234567-89ab-cdef-0123-456789abcdef"u8).Should().Be(id);
        Serdes.Guid.Invoking(it => it.ValueOf(1, 2, 3)).Should().Throw<FormatException>();
    }

    [Test]
    public void Bytes_are_copied_as_they_are()
    {
        byte[] bytes = [3, 1, 2];
        Serdes.ByteArray.Bytes(bytes).Should().Equal(bytes);
        Serdes.ByteArray.ValueOf(bytes).Should().Equal(bytes).And.NotBeSameAs(bytes);
    }

    [Test]
    public void What_is_always_null_is_read_as_null_and_written_never()
    {
        Serdes.Void.ValueOf(1, 2).Should().BeNull();
        Serdes.Void.Invoking(it => it.Bytes("x")).Should().Throw<InvalidOperationException>().WithMessage(
            "The value of topic 'topic' is declared as always null, but it is 'x'.");
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(9)]
    public void A_wrong_size_is_refused(int size)
    {
        var bytes = new byte[size];
        Serdes.Int64.Invoking(it => it.ValueOf(bytes))
            .Should()
            .Throw<FormatException>()
            .WithMessage($"A 64-bit integer needs 8 bytes, but the data has {size}.");
        Serdes.Int32.Invoking(it => it.ValueOf(bytes)).Should().Throw<FormatException>();
        Serdes.Int16.Invoking(it => it.ValueOf(bytes)).Should().Throw<FormatException>();
        Serdes.Double.Invoking(it => it.ValueOf(bytes)).Should().Throw<FormatException>();
        Serdes.Single.Invoking(it => it.ValueOf(bytes)).Should().Throw<FormatException>();
        Serdes.Boolean.Invoking(it => it.ValueOf(bytes)).Should().Throw<FormatException>().WithMessage($"A Boolean needs 1 byte, but the data has {size}.");
    }

    [Test]
    public void Whatever_is_written_is_read_back()
    {
        Gen.Long.Sample(value => Serdes.Int64.ValueOf(Serdes.Int64.Bytes(value)) == value);
        Gen.Int.Sample(value => Serdes.Int32.ValueOf(Serdes.Int32.Bytes(value)) == value);
        Gen.Short.Sample(value => Serdes.Int16.ValueOf(Serdes.Int16.Bytes(value)) == value);
        Gen.Double.Sample(value => Serdes.Double.ValueOf(Serdes.Double.Bytes(value)).Equals(value));
        Gen.Float.Sample(value => Serdes.Single.ValueOf(Serdes.Single.Bytes(value)).Equals(value));
        Gen.Guid.Sample(value => Serdes.Guid.ValueOf(Serdes.Guid.Bytes(value)) == value);
    }

    [Test]
    public void The_nullable_form_reads_and_writes_as_the_plain_one()
    {
        var serde = Serdes.Int32.OrNullable();
        serde.Bytes(7).Should().Equal(0, 0, 0, 7);
        serde.ValueOf(0, 0, 0, 7).Should().Be(7);
        Serdes.String.OrNull().Should().BeSameAs(Serdes.String);
    }
}
