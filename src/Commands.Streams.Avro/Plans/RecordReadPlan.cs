using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>How one record type is read. Known before it is compiled, so that a record can contain its own kind.</summary>
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
