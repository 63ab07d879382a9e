using Commands.Streams.Testing;
using SalesViews;
using SalesViews.CommandLine;

namespace Commands.Streams.SystemTests.Samples;

/// <summary>The sample of views of orders. It needs no broker.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SalesViewsTests
{
    private const long Start = 1_200_000;

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [TearDown]
    public void CloseWriters()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Test]
    public void Its_topology_is_the_one_that_Kafka_Streams_makes_of_the_same_program()
    {
        const string golden = "../shared/golden/sales-views.txt";
        var file = Path.Combine(Repository(), golden);
        if (!File.Exists(file))
        {
            Assert.Ignore($"{golden} is missing.");
        }

        SalesTopology.Build().Describe().ToString().ReplaceLineEndings("\n").Trim().Should()
            .Be(File.ReadAllText(file).ReplaceLineEndings("\n").Trim());
    }

    [Test]
    public void Orders_are_summed_counted_by_minute_and_put_in_words()
    {
        using var driver = new TopologyTestDriver(SalesTopology.Build());
        var products = driver.CreateInputTopic(SalesTopics.Products, Serdes.String, SalesTopics.ProductSerde);
        var orders = driver.CreateInputTopic(SalesTopics.Orders, Serdes.Int64, SalesTopics.OrderSerde);
        products.Pipe("P-7", new Product("Lamp"), Start);
        orders.Pipe(1, new Order("P-7", 2), Start);
        orders.Pipe(2, new Order("P-8", 9), Start);
        orders.Pipe(3, new Order("P-7", 3), Start + 59_000);
        orders.Pipe(4, new Order("P-7", 1), Start + 130_000);

        Read(SalesTopics.Named, Serdes.String).Should().Equal(("P-7", "Lamp x 2"), ("P-7", "Lamp x 3"), ("P-7", "Lamp x 1"));
        Read(SalesTopics.Figures, Serdes.Int64).Should().Contain(("P-7", 6)).And.Contain(("P-8", 9));
        Read(SalesTopics.ByMinute, Serdes.Int64).Should().Equal(("P-7@1200000", 2), ("P-8@1200000", 1));

        List<(string Key, TValue Value)> Read<TValue>(string topic, Serialization.ISerde<TValue> serde) =>
            [.. driver.CreateOutputTopic(topic, Serdes.String, serde).ReadKeyValuesToList()];
    }

    [Test]
    public async Task Without_arguments_the_three_views_are_printed_and_it_ends()
    {
        var exitCode = await RunAsync();

        exitCode.Should().Be(0, _error.ToString());
        var lines = _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Should().Contain(["sales P-1 9", "sales P-2 6", "sales P-3 11"]);
        lines.Where(line => line.StartsWith("minute ", StringComparison.Ordinal)).Should().BeEquivalentTo(
            "minute P-1 12:00 2", "minute P-2 12:00 1", "minute P-3 12:00 1", "minute P-1 12:01 1", "minute P-2 12:01 1", "minute P-3 12:01 1");
        lines.Count(line => line.StartsWith("order ", StringComparison.Ordinal)).Should().Be(10);
    }

    [TestCase("Unrecognized command or argument '--colour'.", "--colour")]
    [TestCase("Argument 'disk' not recognized. Must be one of: 'memory' 'rocksdb'", "--bootstrap-servers", "a:1", "--store", "disk")]
    [TestCase(
        "Argument 'maybe' not recognized. Must be one of: 'at-least-once' 'exactly-once'", "--bootstrap-servers", "a:1", "--guarantee", "maybe")]
    [TestCase(
        "Option '--count' must be 1 or more.",
        "produce", "--bootstrap-servers", "a:1", "--first", "1", "--count", "0", "--products", "1")]
    public async Task Wrong_options_are_refused_with_a_sentence(string sentence, params string[] arguments)
    {
        var exitCode = await RunAsync(arguments);

        exitCode.Should().Be(2);
        _error.ToString().Should().Be(sentence + Environment.NewLine);
    }

    private static string Repository([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));

    private Task<int> RunAsync(params string[] arguments) => Sample.RunAsync(arguments, _output, _error);
}
