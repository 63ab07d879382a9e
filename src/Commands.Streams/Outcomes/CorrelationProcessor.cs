using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>Keys records by correlation id. Drops records without one, and the content of commands, which the join does not need.</summary>
internal sealed class CorrelationProcessor(bool isCommand, OwnHeaderNames? headerNames) : ContextualProcessor<byte[]?, byte[]?, CorrelationId, byte[]?>
{
    public override void Process(in Record<byte[]?, byte[]?> record)
    {
        if ((headerNames?.Translate(record.Headers) ?? record.Headers).GetCorrelationId() is { } correlationId)
        {
            var keyed = record.WithKey(correlationId);
            Context.Forward(isCommand ? keyed.WithValue<byte[]?>(null) : keyed);
        }
    }
}
