using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>Keys records by correlation id; drops those that have none, and what a command asks for, since the join only needs to know of it.</summary>
internal sealed class CorrelationProcessor(bool isCommand, OwnHeaderNames? headerNames) : IProcessor<byte[]?, byte[]?, CorrelationId, byte[]?>
{
    private IProcessorContext<CorrelationId, byte[]?> _context = null!;

    public void Init(IProcessorContext<CorrelationId, byte[]?> context) => _context = context;

    public void Process(in Record<byte[]?, byte[]?> record)
    {
        if ((headerNames?.Translate(record.Headers) ?? record.Headers).GetCorrelationId() is { } correlationId)
        {
            var keyed = record.WithKey(correlationId);
            _context.Forward(isCommand ? keyed.WithValue<byte[]?>(null) : keyed);
        }
    }
}
