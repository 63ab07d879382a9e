using Avro.IO;
using Avro.Specific;

namespace Commands.Streams.Benchmarks.Avro;

/// <summary>Apache Avro's own specific reader and writer, used as well as they allow: one of each, streams that are reused.</summary>
internal sealed class ApacheTrades
{
    private readonly SpecificDatumReader<SpecificTrade> _reader = new(SpecificTrade._SCHEMA, SpecificTrade._SCHEMA);
    private readonly SpecificDatumWriter<SpecificTrade> _writer = new(SpecificTrade._SCHEMA);
    private readonly MemoryStream _target = new(1024);
    private readonly MemoryStream _source;
    private readonly BinaryEncoder _encoder;
    private readonly BinaryDecoder _decoder;

    public ApacheTrades(byte[] data)
    {
        _source = new MemoryStream(data);
        _encoder = new BinaryEncoder(_target);
        _decoder = new BinaryDecoder(_source);
    }

    public void Write(SpecificTrade trade)
    {
        _target.Position = 0;
        _writer.Write(trade, _encoder);
    }

    public SpecificTrade Read()
    {
        _source.Position = 0;
        return _reader.Read(null!, _decoder);
    }
}
