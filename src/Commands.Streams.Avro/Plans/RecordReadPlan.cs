using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>How a record type is read. Registered before it is compiled, so that a record can contain its own type.</summary>
internal sealed class RecordReadPlan<T>
{
    public AvroRead<T>? Read { get; set; }

    public T Invoke(ref AvroReader reader)
    {
        reader.Enter();
        var value = Read!(ref reader);
        reader.Leave();
        return value;
    }
}
