using Commands.Streams.Interop;
using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>Joins commands and responses that arrive in any order. A command without a response in time times out.</summary>
internal sealed class OutcomeProcessor<TResponse>(TimeSpan within, OutcomeReader<TResponse> reader)
    : ContextualProcessor<CorrelationId, JoinInput, CommandId, CommandOutcome<TResponse>>
{
    private static readonly TimeSpan MaxLateness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(1);
    private static readonly CommandOutcome<TResponse> TimedOut = new CommandOutcome<TResponse>.Unknown(UnknownReason.Timeout);

    private WaitingSides _waiting = null!;

    public override void Init(ProcessorContext<CommandId, CommandOutcome<TResponse>> context)
    {
        base.Init(context);
        _waiting = new WaitingSides(within, context.TimeProvider);
        var interval = TimeSpan.FromTicks(Math.Clamp(within.Ticks / 10, MinInterval.Ticks, MaxLateness.Ticks));
        context.Schedule(interval, PunctuationType.WallClockTime, Expire);
    }

    public override void Process(in Record<CorrelationId, JoinInput> record)
    {
        var input = record.Value;
        if (!input.IsCommand && record.Headers.GetCommandStatus() == CommandStatus.Accepted)
        {
            return;
        }

        if (!_waiting.TryFind(record.Key, out var other))
        {
            _waiting.Add(new WaitingSide(
                record.Key, input.IsCommand, IdOf(record.Key, record.Headers), record.Headers, input.Payload, record.Timestamp));
            return;
        }

        if (other.IsCommand == input.IsCommand)
        {
            return;
        }

        _waiting.Remove(other);
        var timestamp = Math.Max(other.Timestamp, record.Timestamp);
        var (command, headers, payload) = input.IsCommand
            ? (IdOf(record.Key, record.Headers), other.Headers, other.Payload)
            : (other.CommandId, record.Headers, input.Payload);
        Context.Forward(new Record<CommandId, CommandOutcome<TResponse>>(command, reader.Read(headers, payload), timestamp, headers));
    }

    private static CommandId IdOf(CorrelationId correlationId, Headers headers) => headers.GetCommandId() ?? CommandId.From(correlationId);

    private void Expire(long now)
    {
        while (_waiting.TryExpire(out var side))
        {
            if (side.IsCommand)
            {
                Context.Forward(new Record<CommandId, CommandOutcome<TResponse>>(side.CommandId, TimedOut, now));
            }
        }
    }
}

/// <summary>A command or a response that has reached the join, with the bytes of the response; those of the command are not needed.</summary>
internal readonly record struct JoinInput(bool IsCommand, byte[]? Payload);
