using System.Runtime.ExceptionServices;
using Commands.Streams.Messaging;
using Commands.Streams.Processors;

namespace Commands.Streams.Subscribing.Responding;

/// <summary>
/// Sets the timestamp and headers of each response, and forwards only those that an issuer waits for. A fault is thrown after the response has been
/// written, so that the issuer receives it although the command is not committed.
/// </summary>
internal sealed class ResponseProcessor<TKey, TResponse>(OwnHeaderNames? headerNames)
    : ContextualFixedKeyProcessor<TKey, CommandResult<TResponse>, CommandResult<TResponse>>
{
    public override void Process(in FixedKeyRecord<TKey, CommandResult<TResponse>> record)
    {
        var answer = record.Value;
        var now = Context.CurrentSystemTime;
        if (answer.Later is null && answer.Address.IsOpen(now))
        {
            var headers = answer.Stored is { Headers.Count: > 0 } stored
                ? ResponseHeaders.Correlate(record.Headers, stored.Headers, headerNames)
                : ResponseHeaders.Build(record.Headers, answer.Status, answer.Error, answer.Attempt, answer.Activity, headerNames);
            Context.Forward(record.WithHeaders(headers).WithTimestamp(now));
        }

        if (answer.Fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }
}
