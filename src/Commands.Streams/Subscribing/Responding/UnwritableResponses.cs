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

    /// <summary>The error of a command whose response is larger than its subscriber allows.</summary>
    public static CommandError TooLarge(long size, long limit, string topic) => new(
        CommandErrors.ResponseTooLarge,
        $"The command was handled, but its response has {size} bytes, and this subscriber writes at most {limit} to topic '{topic}'.");

    /// <summary>The error of a command whose response the serde refused.</summary>
    public static CommandError NotSerializable(Exception exception) => new(
        CommandErrors.ResponseUnwritable, $"The command was handled, but its response cannot be written: {exception.Message}");

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
            : NotSerializable(problem.Error);
        record = record
            .WithValue(CommandResult<TResponse>.Failed(answer.Address, answer.Attempt, error))
            .WithHeaders(ResponseHeaders.Build(record.Headers, CommandStatus.Failed, error, answer.Attempt, headerNames: headerNames));
        return UnwritableAction.Replace;
    }

    private static CommandError TooLarge(in UnwritableRecord problem) => problem.Size > problem.MaxSize
        ? TooLarge(problem.Size, problem.MaxSize, problem.Topic)
        : new CommandError(
            CommandErrors.ResponseTooLarge, $"The command was handled, but its response of {problem.Size} bytes was refused: {problem.Error.Message}");

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
