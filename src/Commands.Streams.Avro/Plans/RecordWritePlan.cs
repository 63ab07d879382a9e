using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>How a record type is written. Registered before it is compiled, so that a record can contain its own type.</summary>
internal sealed class RecordWritePlan<T>
{
    public AvroWrite<T>? Write { get; set; }

    public void Invoke(ref AvroWriter writer, T value)
    {
        writer.Enter();
        Write!(ref writer, value);
        writer.Leave();
    }
}
