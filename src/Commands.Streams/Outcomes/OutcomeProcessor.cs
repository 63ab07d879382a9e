using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>
/// Joins commands and responses that arrive in any order. What waits is in a table by correlation id and in a list by arrival; as all wait equally long,
/// that is the order in which they time out too, and an entry is in both or in neither. Waiting is measured by a clock that never goes back.
/// </summary>
internal sealed class OutcomeProcessor<TResponse>(TimeSpan within, OutcomeReader<TResponse> reader)
    : IProcessor<CorrelationId, JoinInput, CommandId, CommandOutcome<TResponse>>
{
    private static readonly TimeSpan MaxLateness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(1);
    private static readonly CommandOutcome<TResponse> TimedOut = new CommandOutcome<TResponse>.Unknown(UnknownReason.Timeout);

    private readonly Dictionary<CorrelationId, LinkedListNode<WaitingSide>> _waiting = [];
    private readonly LinkedList<WaitingSide> _byArrival = new();
    private IProcessorContext<CommandId, CommandOutcome<TResponse>> _context = null!;

    public void Init(IProcessorContext<CommandId, CommandOutcome<TResponse>> context)
    {
        _context = context;
        var interval = TimeSpan.FromTicks(Math.Clamp(within.Ticks / 10, MinInterval.Ticks, MaxLateness.Ticks));
        context.Schedule(interval, PunctuationType.WallClockTime, Expire);
    }

    public void Process(in Record<CorrelationId, JoinInput> record)
    {
        var arrival = record.Value;
        if (!arrival.IsCommand && record.Headers.GetCommandStatus() == CommandStatus.Accepted)
        {
            return;
        }

        if (!_waiting.TryGetValue(record.Key, out var node))
        {
            Add(in record);
            return;
        }

        var other = node.Value;
        if (other.IsCommand == arrival.IsCommand)
        {
            return;
        }

        Remove(node);
        var timestamp = Math.Max(other.Timestamp, record.Timestamp);
        var (command, headers, payload) = arrival.IsCommand
            ? (IdOf(record.Key, record.Headers), other.Headers, other.Payload)
            : (other.CommandId, record.Headers, arrival.Payload);
        _context.Forward(new Record<CommandId, CommandOutcome<TResponse>>(command, reader.Read(headers, payload), timestamp, headers));
    }

    private static CommandId IdOf(CorrelationId correlationId, Headers headers) => headers.GetCommandId() ?? CommandId.From(correlationId);

    private void Add(in Record<CorrelationId, JoinInput> record)
    {
        var half = new WaitingSide(
            record.Key, record.Value.IsCommand, IdOf(record.Key, record.Headers), record.Headers, record.Value.Payload, record.Timestamp, _context.TimeProvider.GetTimestamp());
        _waiting.Add(record.Key, _byArrival.AddLast(half));
    }

    private void Remove(LinkedListNode<WaitingSide> node)
    {
        _waiting.Remove(node.Value.CorrelationId);
        _byArrival.Remove(node);
    }

    private void Expire(long now)
    {
        while (_byArrival.First is { } node && _context.TimeProvider.GetElapsedTime(node.Value.ArrivedAt) >= within)
        {
            Remove(node);
            if (node.Value.IsCommand)
            {
                _context.Forward(new Record<CommandId, CommandOutcome<TResponse>>(node.Value.CommandId, TimedOut, now));
            }
        }
    }
}
