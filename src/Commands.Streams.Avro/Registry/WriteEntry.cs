using Commands.Streams.Avro.Plans;

namespace Commands.Streams.Avro.Registry;

/// <summary>
/// How values are written for a topic. Once <see cref="Ready"/> has completed, either <see cref="Write"/> or <see cref="Failure"/> is set.
/// </summary>
internal sealed class WriteEntry<T>(WriteKey key)
{
    private volatile AvroWrite<T>? _write;

    public WriteKey Key { get; } = key;

    /// <summary>The schema's id.</summary>
    public int Id { get; set; }

    public AvroWrite<T>? Write
    {
        get => _write;
        set => _write = value;
    }

    /// <summary>Why values cannot be written.</summary>
    public string? Failure { get; set; }

    public Task Ready { get; set; } = Task.CompletedTask;
}
