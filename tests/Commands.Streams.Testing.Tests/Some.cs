namespace Commands.Streams.Testing.Tests;

/// <summary>Small topologies for tests of the driver.</summary>
internal static class Some
{
    public static Topology Topology(Action<KStream<string?, string?>> describe, string topic = "in")
    {
        var builder = new StreamsBuilder();
        describe(builder.Stream<string?, string?>(topic));
        return builder.Build();
    }
}
