using Commands.Streams;
using Commands.Streams.Avro;
using Confluent.SchemaRegistry;
using Microsoft.Extensions.Logging;

namespace DispatchProducts;

/// <summary>The contract in one of its two formats: JSON, or Avro with a schema registry as ksqlDB writes it.</summary>
public sealed class WarehouseFormat : IDisposable
{
    /// <summary>What ksqlDB registers for a stream of the commands, so that it and this sample can each be either process.</summary>
    private const string CommandSchema =
        """
        {"type":"record","name":"KsqlDataSourceSchema","namespace":"io.confluent.ksql.avro_schemas",
         "fields":[{"name":"ADDRESS","type":["null","string"],"default":null}]}
        """;

    private readonly AvroSerdes? _avro;

    private WarehouseFormat(AvroSerdes? avro, CommandStream<long, DispatchProduct> commands, ResponseStream<long, DispatchReceipt> receipts)
    {
        _avro = avro;
        Commands = commands;
        Receipts = receipts;
    }

    public CommandStream<long, DispatchProduct> Commands { get; }

    public ResponseStream<long, DispatchReceipt> Receipts { get; }

    /// <summary>Avro where there is a registry, otherwise JSON.</summary>
    /// <param name="schemaRegistry">The registry's address.</param>
    /// <param name="retryFor">How long a registry that does not answer is asked again.</param>
    /// <param name="log">Where it is said that it does not.</param>
    public static WarehouseFormat Create(string? schemaRegistry, TimeSpan retryFor, ILoggerFactory log)
    {
        if (schemaRegistry is null)
        {
            return new WarehouseFormat(null, WarehouseStreams.DispatchProducts, WarehouseStreams.DispatchReceipts);
        }

        var avro = new AvroSerdes(
            new SchemaRegistryConfig { Url = schemaRegistry }, new AvroSerdeOptions { RetryFor = retryFor, Logger = log.CreateLogger<AvroSerdes>() });
        return new WarehouseFormat(
            avro,
            CommandStream.Define(
                WarehouseStreams.DispatchProducts.Topic, Serdes.Int64, avro.Serde<DispatchProduct>(CommandSchema),
                WarehouseStreams.DispatchProducts.Partitions),
            ResponseStream.Define(
                WarehouseStreams.DispatchReceipts.Topic, Serdes.Int64, avro.Serde<DispatchReceipt>(), WarehouseStreams.DispatchReceipts.Partitions));
    }

    public void Dispose() => _avro?.Dispose();
}
