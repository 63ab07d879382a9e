using Commands.Streams.Messaging;
using Commands.Streams.Processors;
using Commands.Streams.Records;

namespace Commands.Streams.Subscribing.Responding;

/// <summary>
/// Replaces responses that cannot be written: by a small one if the response is too large or its serde throws, and by the same one in the response
/// stream if the reply topic of the issuer does not exist. Nothing that an issuer asks for stops a subscriber.
/// </summary>
internal static class UnwritableResponses
{
    public static UnwritableRecordHandler<TKey, CommandResult<TResponse>> HandlerFor<TKey, TResponse>(string responseTopic, OwnHeaderNames? headerNames) =>
        (ref Record<TKey, CommandResult<TResponse>> record, in UnwritableRecord problem) => problem.Reason switch
        {
            UnwritableReason.TooLarge or UnwritableReason.NotSerializable => Shrink(ref record, in problem, headerNames),
            _ => Redirect(ref record, responseTopic),
        };

    /// <summary>Without a response, only key and ids are left; if those alone are too large, no response is possible.</summary>
    private static UnwritableAction Shrink<TKey, TResponse>(
        ref Record<TKey, CommandResult<TResponse>> record, in UnwritableRecord problem, OwnHeaderNames? headerNames)
    {
        var answer = record.Value;
        if (answer.Status != CommandStatus.Completed)
        {
            return UnwritableAction.Drop;
        }

        var error = problem.Reason == UnwritableReason.TooLarge
            ? TooLarge(in problem)
            : new CommandError(CommandErrors.ResponseUnwritable, $"The command was handled, but its response cannot be written: {problem.Error.Message}");
        record = record
            .WithValue(CommandResult<TResponse>.Failed(answer.Address, answer.Attempt, error))
            .WithHeaders(ResponseHeaders.Build(record.Headers, CommandStatus.Failed, error, answer.Attempt, headerNames: headerNames));
        return UnwritableAction.Replace;
    }

    private static CommandError TooLarge(in UnwritableRecord problem) => new(CommandErrors.ResponseTooLarge, problem.Size > problem.MaxSize
            ? $"The command was handled, but its response has {problem.Size} bytes, " +
                $"and this subscriber writes at most {problem.MaxSize} to topic '{problem.Topic}'."
            : $"The command was handled, but its response of {problem.Size} bytes was refused: {problem.Error.Message}");

    private static UnwritableAction Redirect<TKey, TResponse>(ref Record<TKey, CommandResult<TResponse>> record, string responseTopic)
    {
        if (record.Value.Address.Topic == responseTopic)
        {
            return UnwritableAction.Fail;
        }

        record = record.WithValue(record.Value.To(new ReplyAddress(responseTopic, null)));
        return UnwritableAction.Replace;
    }
}
