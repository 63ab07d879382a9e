namespace Commands.Streams.Subscribing;

/// <summary>What became of a command, and where to say so. A fault is thrown once the answer is on its way.</summary>
internal readonly struct Answer<TResponse>
{
    private Answer(ReplyAddress address, CommandStatus status, TResponse? response, string? code, string? message, Exception? fault)
    {
        Address = address;
        Status = status;
        Response = response;
        Code = code;
        Message = message;
        Fault = fault;
    }

    public ReplyAddress Address { get; }

    public CommandStatus Status { get; }

    /// <summary>The handler's result, where the command was completed.</summary>
    public TResponse? Response { get; }

    public string? Code { get; }

    public string? Message { get; }

    public Exception? Fault { get; }

    public static Answer<TResponse> Completed(ReplyAddress address, TResponse response) =>
        new(address, CommandStatus.Completed, response, null, null, null);

    public static Answer<TResponse> Rejected(ReplyAddress address, string code, string message) =>
        new(address, CommandStatus.Rejected, default, code, message, null);

    public static Answer<TResponse> Failed(ReplyAddress address, string message, Exception? fault) =>
        new(address, CommandStatus.Failed, default, CommandErrors.HandlerFailed, message, fault);
}
