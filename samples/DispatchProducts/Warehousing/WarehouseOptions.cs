using Commands.Streams;

namespace DispatchProducts.Warehousing;

/// <summary>How a warehouse process runs.</summary>
public sealed record WarehouseOptions
{
    public required string BootstrapServers { get; init; }

    /// <summary>Warehouses with the same id share the commands.</summary>
    public string ApplicationId { get; init; } = "warehouse";

    /// <summary>Whether Streamiz runs the warehouse, instead of the engine of Commands.Streams.</summary>
    public bool OnStreamiz { get; init; }

    public ProcessingGuarantee Guarantee { get; init; }

    /// <summary>The number of threads.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The number of commands in flight per partition.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>Whether a command that is sent again within a day is answered without another dispatch.</summary>
    public bool Deduplicates { get; init; }

    /// <summary>How long a dispatch takes.</summary>
    public TimeSpan Work { get; init; }

    /// <summary>The file that dispatches are noted in, if any.</summary>
    public string? Ledger { get; init; }

    /// <summary>The schema registry for commands and receipts in Avro; <see langword="null"/> for JSON.</summary>
    public string? SchemaRegistry { get; init; }
}
