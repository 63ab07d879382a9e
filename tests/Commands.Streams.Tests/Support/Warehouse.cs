using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;

namespace Commands.Streams.Tests.Support;

/// <summary>The streams that the tests of subscribers use, and a driver over them.</summary>
internal static class Warehouse
{
    public static readonly CommandStream<long, string> Commands = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 2);

    public static readonly ResponseStream<long, string?> Responses =
        ResponseStream.Define<long, string?>("dispatch_receipts", Serdes.Int64, Serialization.SerdeExtensions.OrNull(Serdes.String), partitions: 2);

    public static TestInputTopic<long, string> CommandInput(this TopologyTestDriver driver) =>
        driver.CreateInputTopic(Commands.Topic, Commands.KeySerde, Commands.ValueSerde);

    public static TestOutputTopic<long, string?> ResponseOutput(this TopologyTestDriver driver, string? topic = null) =>
        driver.CreateOutputTopic(topic ?? Responses.Topic, Responses.KeySerde, Responses.ValueSerde);

    public static Headers Correlated(string correlationId) => Headers.Empty.Add(CommandHeaders.CorrelationId, correlationId);
}
