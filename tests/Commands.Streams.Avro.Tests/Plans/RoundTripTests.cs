using System.Globalization;
using Avro;
using Avro.Generic;
using Commands.Streams.Avro.Schemas;
using Commands.Streams.Avro.Tests.Support;

namespace Commands.Streams.Avro.Tests.Plans;

internal sealed class RoundTripTests
{
    private static readonly Schema OrderSchema = SchemaDerivation.Of(typeof(Order));

    [Test]
    public void A_plain_record_with_everything_comes_back_as_it_was()
    {
        var order = Order.Example with { Previous = Order.Example, Rate = 2.25, Note = "käse" };

        Bytes.Read<Order>(Bytes.Write(order), OrderSchema).Should().BeEquivalentTo(order);
    }

    [Test]
    public void What_we_write_is_what_Apache_reads_and_writes()
    {
        var data = Bytes.Write(Order.Example with { Previous = Order.Example });

        var read = Bytes.ReadByApache(OrderSchema, data);

        Bytes.WriteByApache(OrderSchema, read).Should().Equal(data);
    }

    [Test]
    public void Generic_records_are_the_same_as_those_that_Apache_reads()
    {
        var data = Bytes.Write(Order.Example with { Previous = Order.Example });

        var record = Bytes.Read<GenericRecord>(data, OrderSchema, OrderSchema);

        record.Should().Be(Bytes.ReadByApache(OrderSchema, data));
        Bytes.Write(record, OrderSchema).Should().Equal(data);
    }

    [Test]
    public void A_null_where_the_schema_has_none_is_refused_with_its_place()
    {
        var write = () => Bytes.Write(Order.Example with { Customer = null! });

        write.Should().Throw<AvroDataException>().WithMessage("'Order.Customer' is null, but the schema does not allow null there.*");
    }

    [Test]
    public void A_decimal_with_too_many_digits_is_refused_instead_of_rounded()
    {
        var write = () => Bytes.Write(Order.Example with { Total = 0.00001m });

        write.Should().Throw<AvroDataException>().WithMessage("'Order.Total' is 0.00001*");
    }

    [TestCase("100000000000000", true)]
    [TestCase("-100000000000000", true)]
    [TestCase("99999999999999.9999", false)]
    [TestCase("-99999999999999.9999", false)]
    public void A_decimal_beyond_the_precision_is_refused(string number, bool isRefused)
    {
        var order = Order.Example with { Total = decimal.Parse(number, CultureInfo.InvariantCulture) };
        var record = Bytes.Read<GenericRecord>(Bytes.Write(Order.Example), OrderSchema, OrderSchema);
        record.Add("Total", new AvroDecimal(order.Total));
        var limited = OrderSchema.ToString().Replace("\"precision\":20", "\"precision\":18", StringComparison.Ordinal);

        Action[] writes = [() => Bytes.Write(order, Schema.Parse(limited)), () => Bytes.Write(record, Schema.Parse(limited))];

        writes.Should().AllSatisfy(write =>
        {
            if (isRefused)
            {
                write.Should()
                    .Throw<AvroDataException>()
                    .WithMessage("*Total' is *, which has more than the 18 digits of the schema, 4 of them decimal places.");
            }
            else
            {
                write.Should().NotThrow();
            }
        });
    }
}
