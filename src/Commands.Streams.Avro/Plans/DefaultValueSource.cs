using Commands.Streams.Avro.Binary;

namespace Commands.Streams.Avro.Plans;

/// <summary>A field's default: one shared value if it is immutable, otherwise a new one for each record.</summary>
internal sealed class DefaultValueSource<T>
{
    private readonly byte[] _data;
    private readonly AvroRead<T> _read;
    private readonly bool _isShared;
    private readonly T _shared;

    public DefaultValueSource(byte[] data, AvroRead<T> read)
    {
        _data = data;
        _read = read;
        _shared = Read();
        _isShared = _shared is null or string or ValueType;
    }

    public T Get() => _isShared ? _shared : Read();

    private T Read()
    {
        var reader = new AvroReader(_data);
        return _read(ref reader);
    }
}
