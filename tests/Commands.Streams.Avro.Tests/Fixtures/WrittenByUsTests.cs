using Avro.Generic;
using Commands.Streams.Avro.Tests.Support;
using Newtonsoft.Json.Linq;

namespace Commands.Streams.Avro.Tests.Fixtures;

/// <summary>
/// Payloads that our serdes write are those of a file that Java's Avro library has read, to the values of another file. A deliberate change of either is
/// accepted with COMMANDS_STREAMS_ACCEPT_FIXTURES=1; then Java has to read the file again, as java/README.md says.
/// </summary>
internal sealed class WrittenByUsTests
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_ACCEPT_FIXTURES") == "1";

    private FixtureRegistry _registry = null!;

    [SetUp]
    public void Start() => _registry = new FixtureRegistry();

    [TearDown]
    public void Stop() => _registry.Dispose();

    [Test]
    public async Task Our_payloads_are_those_that_Java_has_read()
    {
        string[] lines =
        [
            await LineAsync("dispatch-product", new com.acme.shop.DispatchProduct { address = "Große Straße 7, 東京 😀" }, "dispatch-product"),
            await LineAsync("dispatch-product-plain", new DispatchProduct("2 Roadford Avenue"), "dispatch-product", FixtureFiles.Schema("dispatch-product")),
            await LineAsync(
                "ksql-dispatch-products", new DispatchProduct("2 Roadford Avenue"), "ksql-dispatch-products", FixtureFiles.Schema("ksql-dispatch-products")),
            await LineAsync("ksql-orders", OrderRecord.Example, "ksql-orders", FixtureFiles.Schema("ksql-orders")),
            await LineAsync("wide", WideRecord.Example, "wide", FixtureFiles.Schema("wide")),
            await LineAsync("wide-as-registered", WideRecord.Example.Previous!, "wide-as-registered", FixtureFiles.Schema("wide")),
            await LineAsync("item-v2", ItemRecord.Example, "item-v2", FixtureFiles.Schema("item-v2")),
            await LineAsync("order", Order.Example with { Previous = Order.Example with { Rate = -0.5, Note = "a note" } }, "order"),
            await LineAsync("order-generic", await OrderAsync(), "order"),
        ];

        Check(FixtureFiles.WrittenByUs, string.Join('\n', lines) + "\n");
    }

    [Test]
    public void Java_has_read_our_payloads_to_the_values_that_they_were_written_from()
    {
        var read = FixtureFiles.Lines(FixtureFiles.WrittenByUsReadByJava);
        var java = FixtureFiles.Lines(FixtureFiles.WrittenByJavaReadByJava);

        read.Keys.Should().BeEquivalentTo(FixtureFiles.Lines(FixtureFiles.WrittenByUs).Keys);
        read["dispatch-product"].Should().Be("""{"address":"Große Straße 7, 東京 😀"}""");
        read["dispatch-product-plain"].Should().Be(java["dispatch-product"]);
        read["ksql-dispatch-products"].Should().Be(java["ksql-dispatch-products"]);
        read["ksql-orders"].Should().Be(java["ksql-orders"]);
        read["wide"].Should().Be(java["wide"]);
        java["wide"].Should().EndWith($"\"previous\":{read["wide-as-registered"]}}}");
        read["item-v2"].Should().Be(java["item-v1-as-v2"]);
        read["order-generic"].Should().Be(read["order"]);
        read["order"].Should().Be(OrderReadByJava(note: "null", rate: "null", OrderReadByJava(note: "\"a note\"", rate: "-0.5", previous: "null")));
    }

    [Test]
    public async Task The_schemas_that_we_register_are_those_that_Java_has_parsed()
    {
        await SerdeCalls.SerializeAsync(_registry.Serdes.Serde<WideRecord>(FixtureFiles.Schema("wide")), WideRecord.Example, "wide");
        await SerdeCalls.SerializeAsync(_registry.Serdes.Serde<Order>(), Order.Example, "order");

        Check("schemas/wide-as-registered.avsc", JToken.Parse(_registry.Registered[0]) + "\n");
        Check("schemas/order.avsc", JToken.Parse(_registry.Registered[1]) + "\n");
    }

    private static string OrderReadByJava(string note, string rate, string previous) =>
        $$"""
        {"Id":12005,"Customer":"Ada","Note":{{note}},"Express":true,"Weight":1.5,"Rate":{{rate}},"Signature":"010203","Total":1234.5678,
        "Placed":"2026-02-03T04:05:06.789000Z","Due":"2026-03-01","Slot":"08:30:00.000000","Token":"0b8f4c1e-6a3b-4f1b-9a33-b0f1a3c4d5e6","Priority":"HIGH",
        "Lines":[{"Sku":"a","Count":1,"Price":null,"Tags":null},{"Sku":"b","Count":-2,"Price":{"Amount":-9.99,"Currency":"EUR"},"Tags":["x","yy"]}],
        "Counts":{"none":null,"one":1},"Previous":{{previous}},"Small":7,"Channel":"web"}
        """.ReplaceLineEndings(string.Empty);

    private static void Check(string file, string text)
    {
        if (Accept)
        {
            File.WriteAllText(FixtureFiles.PathOf(file), text);
        }

        text.Should().Be(File.ReadAllText(FixtureFiles.PathOf(file)));
    }

    private async Task<string> LineAsync<T>(string name, T value, string topic, string? schema = null) =>
        $"{name} {Convert.ToHexString(await SerdeCalls.SerializeAsync(_registry.Serdes.Serde<T>(schema), value, topic))}";

    /// <summary>The order as a generic record, as another process would have read it.</summary>
    private async Task<GenericRecord> OrderAsync()
    {
        var order = Order.Example with { Previous = Order.Example with { Rate = -0.5, Note = "a note" } };
        var data = await SerdeCalls.SerializeAsync(_registry.Serdes.Serde<Order>(), order, "order");
        return await SerdeCalls.DeserializeAsync(_registry.Serdes.Serde<GenericRecord>(), data, "order");
    }
}
