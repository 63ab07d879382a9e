using Commands.Streams.Avro.Plans;

namespace Commands.Streams.Avro.Registry;

/// <summary>
/// How data with one schema id is read. Once <see cref="Ready"/> has completed, either <see cref="Read"/> or <see cref="Failure"/> is set.
/// </summary>
internal sealed class ReadEntry<T>(int id)
{
    private volatile AvroRead<T>? _read;

    public int Id { get; } = id;

    public AvroRead<T>? Read
    {
        get => _read;
        set => _read = value;
    }

    /// <summary>Why data with the id can never be read.</summary>
    public string? Failure { get; set; }

    /// <summary>The time of the failure, as a timestamp of the clock.</summary>
    public long FailedAt { get; set; }

    public Task Ready { get; set; } = Task.CompletedTask;
}
