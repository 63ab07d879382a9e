using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Serialization;

public sealed class JsonSerdeTests
{
    [Test]
    public void A_value_is_written_with_the_web_defaults_and_read_back()
    {
        var serde = Serdes.Json<Order>();
        var bytes = serde.Bytes(new Order(12005, "2 Roadford Avenue"));
        Encoding.UTF8.GetString(bytes).Should().Be("""{"orderId":12005,"address":"2 Roadford Avenue"}""");
        serde.Value(bytes).Should().Be(new Order(12005, "2 Roadford Avenue"));
        serde.Value("""{"ORDERID":1,"Address":"a"}"""u8).Should().Be(new Order(1, "a"));
    }

    [Test]
    public void Options_of_the_writer_are_kept_apart_from_those_of_another_serde_of_the_same_type()
    {
        var relaxed = Serdes.Json<Order>(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var indented = Serdes.Json<Order>(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" });
        for (var i = 0; i < 2; i++)
        {
            Encoding.UTF8.GetString(relaxed.Bytes(new Order(1, "Straße"))).Should().Be("""{"OrderId":1,"Address":"Straße"}""");
            Encoding.UTF8.GetString(indented.Bytes(new Order(1, "Straße"))).Should().Be("{\n  \"OrderId\": 1,\n  \"Address\": \"Stra\\u00DFe\"\n}");
        }
    }

    [Test]
    public void A_failure_in_the_middle_leaves_nothing_behind_for_the_next_value()
    {
        var serde = Serdes.Json<Node>();
        var endless = new Node();
        endless.Next = endless;
        serde.Invoking(it => it.Bytes(endless)).Should().Throw<JsonException>();
        Encoding.UTF8.GetString(serde.Bytes(new Node())).Should().Be("""{"next":null}""");
    }

    [Test]
    public void A_context_made_by_the_compiler_is_used_with_its_own_options()
    {
        var serde = Serdes.Json(JsonContext.Default.JsonShipment);

        var bytes = serde.Bytes(new JsonShipment(12005, "WH-1"));

        Encoding.UTF8.GetString(bytes).Should().Be("""{"order_id":12005,"tracking_number":"WH-1"}""");
        serde.Value(bytes).Should().Be(new JsonShipment(12005, "WH-1"));
    }

    [Test]
    public void The_literal_null_is_refused() => Serdes.Json<Order>().Invoking(it => it.Value("null"u8)).Should().Throw<FormatException>()
        .WithMessage("The JSON literal null cannot become Order. Write a null payload for a record without a value.");

    private sealed record Order(long OrderId, string Address);

    private sealed class Node
    {
        public Node? Next { get; set; }
    }
}
