namespace Commands.Streams.Avro.Tests.Support;

/// <summary>What ksqlDB registers for <c>CREATE STREAM dispatch_products (order_id BIGINT KEY, address VARCHAR) WITH (VALUE_FORMAT='AVRO')</c>.</summary>
internal static class Ksql
{
    public const string Schema =
        """{"type":"record","name":"KsqlDataSourceSchema","namespace":"io.confluent.ksql.avro_schemas","fields":[{"name":"ADDRESS","type":["null","string"],"default":null}]}""";
}

/// <summary>The command of the pattern.</summary>
public sealed record DispatchProduct(string Address);
