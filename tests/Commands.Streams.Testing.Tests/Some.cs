namespace Commands.Streams.Testing.Tests;

/// <summary>Small topologies for tests of the driver, and short ways to pipe and read text.</summary>
internal static class Some
{
    public static Topology Topology(Action<KStream<string?, string?>> describe, string topic = "in")
    {
        var builder = new StreamsBuilder();
        describe(builder.Stream<string?, string?>(topic));
        return builder.Build();
    }

    public static void Pipe(this TopologyTestDriver driver, string topic, params string?[] values) =>
        driver.CreateInputTopic<string?, string?>(topic).PipeKeyValues(values.Select(value => ((string?)"k", value)));

    public static IReadOnlyList<TestRecord<string?, string?>> Read(this TopologyTestDriver driver, string topic) =>
        driver.CreateOutputTopic<string?, string?>(topic).ReadRecordsToList();

    public static IReadOnlyList<string?> ReadValues(this TopologyTestDriver driver, string topic) =>
        driver.CreateOutputTopic<string?, string?>(topic).ReadValuesToList();
}
