using Streamiz.Kafka.Net.Processors.Public;

namespace Commands.Streams.Bridging;

/// <summary>
/// Stands between the command topology and Streamiz' sink, and keeps what the sink throws: Streamiz would otherwise forget which node it is at, and what is
/// forwarded afterwards would reach nobody.
/// </summary>
internal sealed class OutputTransformer : ITransformer<byte[], OutgoingRecord, byte[], OutgoingRecord>
{
    private ProcessorContext<byte[], OutgoingRecord> _context = null!;

    public void Init(ProcessorContext<byte[], OutgoingRecord> context) => _context = context;

    public Record<byte[], OutgoingRecord>? Process(Record<byte[], OutgoingRecord> record)
    {
        var outgoing = record.Value;
        var headers = _context.Headers;
        _context.SetHeaders(outgoing.Headers);
        try
        {
            _context.Forward(record.Key, outgoing);
        }
        catch (QuestionAnsweredException)
        {
        }
        catch (Exception exception)
        {
            outgoing.Failure = exception;
        }
        finally
        {
            _context.SetHeaders(headers);
        }

        return null;
    }

    public void Close()
    {
    }
}
