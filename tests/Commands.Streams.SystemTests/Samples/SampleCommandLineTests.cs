using DispatchProducts.CommandLine;

namespace Commands.Streams.SystemTests.Samples;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SampleCommandLineTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [TearDown]
    public void CloseWriters()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Test]
    public async Task Without_arguments_three_orders_are_written_dispatched_and_answered()
    {
        var exitCode = await RunAsync();

        exitCode.Should().Be(0, _error.ToString());
        var lines = _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(9);
        lines.Take(3).Should().SatisfyRespectively(
            line => line.Should().MatchRegex(@"^written 12004 dispatch_products-\d@\d$"),
            line => line.Should().MatchRegex(@"^written 12005 dispatch_products-\d@\d$"),
            line => line.Should().MatchRegex(@"^written 12006 dispatch_products-\d@\d$"));
        lines.Skip(3).Should().BeEquivalentTo(
            "dispatched 12004 1 Streetford Road",
            "dispatched 12005 2 Roadford Avenue",
            "dispatched 12006 3 Avenue Fordstreet",
            "answered 12004 WH-0000012004",
            "answered 12005 WH-0000012005",
            "answered 12006 WH-0000012006");
        _error.ToString().Should().BeEmpty();
    }

    [TestCase("Unrecognized command or argument '--colour'.", "warehouse", "--bootstrap-servers", "a:1", "--colour")]
    [TestCase("Unrecognized command or argument 'sell'.", "sell")]
    [TestCase("Option '--bootstrap-servers' is required.", "warehouse")]
    [TestCase("Option '--workers' must be 1 or more.", "warehouse", "--bootstrap-servers", "a:1", "--workers", "0")]
    [TestCase("Option '--work' must be 0 or more.", "warehouse", "--bootstrap-servers", "a:1", "--work", "-1")]
    [TestCase(
        "Options '--format avro' and '--schema-registry' go together.", "order", "--bootstrap-servers", "a:1", "--order-id", "1", "--address", "x",
        "--format", "avro")]
    [TestCase("Options '--format avro' and '--schema-registry' go together.", "warehouse", "--bootstrap-servers", "a:1", "--schema-registry", "http://a")]
    [TestCase("Option '--count' must be 1 or more.", "order", "--bootstrap-servers", "a:1", "--order-id", "1", "--address", "x", "--count", "0")]
    [TestCase(
        "Option '--count' counts beyond the largest order id.",
        "order", "--bootstrap-servers", "a:1", "--order-id", "9223372036854775807", "--address", "x", "--count", "2")]
    [TestCase(
        "Argument 'maybe' not recognized. Must be one of: 'at-least-once' 'exactly-once'",
        "warehouse", "--bootstrap-servers", "a:1", "--guarantee", "maybe")]
    [TestCase(
        "Argument 'kafka' not recognized. Must be one of: 'commands-streams' 'streamiz'",
        "warehouse", "--bootstrap-servers", "a:1", "--engine", "kafka")]
    [TestCase(
        "The subscriber of 'dispatch_products' uses Concurrency(20), which Streamiz cannot run, since it handles one command at a time, commits " +
        "plain offsets and keeps no state for it: leave " +
        "the call out, or run the subscriber on the engine of Commands.Streams, with StreamsApplication or AddStreams.",
        "warehouse", "--bootstrap-servers", "a:1", "--engine", "streamiz", "--concurrency", "20")]
    public async Task Wrong_options_are_refused_with_a_sentence(string sentence, params string[] arguments)
    {
        var exitCode = await RunAsync(arguments);

        exitCode.Should().Be(2);
        _error.ToString().Should().Be(sentence + Environment.NewLine);
        _output.ToString().Should().BeEmpty();
    }

    [TestCase("order", "--bootstrap-servers", "127.0.0.1:1", "--order-id", "1", "--address", "x")]
    [TestCase("warehouse", "--bootstrap-servers", "127.0.0.1:1")]
    public async Task Cluster_that_does_not_answer_is_reported_within_15_seconds(params string[] arguments)
    {
        var exitCode = await RunAsync(arguments).WaitAsync(TimeSpan.FromSeconds(15));

        exitCode.Should().Be(2);
        _error.ToString().Should().StartWith("The cluster at 127.0.0.1:1 did not answer").And.Subject.Trim().Should().NotContain("\n");
    }

    private Task<int> RunAsync(params string[] arguments) =>
        Sample.RunAsync(arguments, TextWriter.Synchronized(_output), TextWriter.Synchronized(_error));
}
