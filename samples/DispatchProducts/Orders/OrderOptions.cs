namespace DispatchProducts.Orders;

/// <summary>Which commands are written, and where.</summary>
public sealed record OrderOptions
{
    public required string BootstrapServers { get; init; }

    public required long OrderId { get; init; }

    public required string Address { get; init; }

    /// <summary>How many orders, counted up from the first; <see langword="null"/> for one, with a line of its own.</summary>
    public int? Count { get; init; }

    /// <summary>How long to wait for the answer to the one order; <see langword="null"/> for not at all.</summary>
    public TimeSpan? Await { get; init; }

    /// <summary>The schema registry for commands in Avro; <see langword="null"/> for JSON.</summary>
    public string? SchemaRegistry { get; init; }
}
