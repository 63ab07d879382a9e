namespace DispatchProducts.Orders;

/// <summary>Which commands are written, and where.</summary>
public sealed record OrderOptions
{
    public required string BootstrapServers { get; init; }

    public required long OrderId { get; init; }

    public required string Address { get; init; }

    /// <summary>How many orders, counted up from the first; <see langword="null"/> for one, with a line of its own.</summary>
    public int? Count { get; init; }

    /// <summary>The schema registry for commands in Avro; <see langword="null"/> for JSON.</summary>
    public string? SchemaRegistry { get; init; }
}
