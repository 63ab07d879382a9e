using Commands.Streams;
using Commands.Streams.State;

namespace SalesViews;

/// <summary>How the views are kept on a real cluster.</summary>
public sealed record SalesOptions
{
    public required string BootstrapServers { get; init; }

    /// <summary>Instances with the same id share the partitions.</summary>
    public required string ApplicationId { get; init; }

    public ProcessingGuarantee Guarantee { get; init; }

    public StoreType Store { get; init; }

    /// <summary>Where persistent stores are; <see langword="null"/> for the default.</summary>
    public string? StateDirectory { get; init; }
}
