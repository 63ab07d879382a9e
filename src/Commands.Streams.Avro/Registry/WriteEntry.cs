using Commands.Streams.Avro.Plans;

namespace Commands.Streams.Avro.Registry;

/// <summary>
/// How values are written for a topic, once that is known. One of <see cref="Write"/> and <see cref="Failure"/> is set when <see cref="Ready"/> has
/// completed.
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

    /// <summary>Why no values can be written.</summary>
    public string? Failure { get; set; }

    public Task Ready { get; set; } = Task.CompletedTask;
}
