using Commands.Streams.Messaging;
using Commands.Streams.Processing;
using Commands.Streams.Records;

namespace Commands.Streams.Joining;

/// <summary>
/// Joins commands and responses that arrive in any order. What waits is in a table by correlation id and in a list by deadline; as all wait equally
/// long, the list is in the order of arrival, and an entry is in both or in neither.
/// </summary>
internal sealed class OutcomeProcessor<TResponse>(TimeSpan within, OutcomeReader<TResponse> reader)
    : IProcessor<CorrelationId, Arrival, CommandId, CommandOutcome<TResponse>>
{
    private static readonly TimeSpan MaxLateness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(1);
    private static readonly CommandOutcome<TResponse> TimedOut = new CommandOutcome<TResponse>.Unknown(UnknownReason.Timeout);

    private readonly Dictionary<CorrelationId, LinkedListNode<Half>> _waiting = [];
    private readonly LinkedList<Half> _byDeadline = new();
    private IProcessorContext<CommandId, CommandOutcome<TResponse>> _context = null!;

    public void Init(IProcessorContext<CommandId, CommandOutcome<TResponse>> context)
    {
        _context = context;
        var interval = TimeSpan.FromTicks(Math.Clamp(within.Ticks / 10, MinInterval.Ticks, MaxLateness.Ticks));
        context.Schedule(interval, PunctuationType.WallClockTime, Expire);
    }

    public void Process(in Record<CorrelationId, Arrival> record)
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

    private void Add(in Record<CorrelationId, Arrival> record)
    {
        var deadline = _context.CurrentSystemTime + (long)within.TotalMilliseconds;
        var half = new Half(
            record.Key, record.Value.IsCommand, IdOf(record.Key, record.Headers), record.Headers, record.Value.Payload, record.Timestamp, deadline);
        _waiting.Add(record.Key, _byDeadline.AddLast(half));
    }

    private void Remove(LinkedListNode<Half> node)
    {
        _waiting.Remove(node.Value.CorrelationId);
        _byDeadline.Remove(node);
    }

    private void Expire(long now)
    {
        while (_byDeadline.First is { } node && node.Value.Deadline <= now)
        {
            Remove(node);
            if (node.Value.IsCommand)
            {
                _context.Forward(new Record<CommandId, CommandOutcome<TResponse>>(node.Value.CommandId, TimedOut, now));
            }
        }
    }
}
