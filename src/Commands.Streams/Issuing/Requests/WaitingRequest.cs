using Commands.Streams.Issuing.Sending;

namespace Commands.Streams.Issuing.Requests;

/// <summary>The command of a request while it waits for its turn. If the request ends meanwhile, the command is not sent.</summary>
/// <param name="topic">The topic to send to.</param>
/// <param name="pending">The request, in its current use.</param>
/// <param name="findWait">Returns what the publisher waits for; null if it can publish.</param>
/// <param name="handOver">Serializes the command and hands it to the producer.</param>
/// <param name="fail">Ends the request because the command cannot be sent.</param>
internal sealed class WaitingRequest(string topic, PendingRequest pending, Func<Task?> findWait, Action handOver, Action<Exception> fail)
    : WaitingCommand(topic)
{
    // The request is not reused before the command has been handed over or has failed.
    private readonly long _use = pending.Use;

    public override Task Ended => pending.EndOf(_use);

    public override Task? TryHandOver()
    {
        if (pending.IsOpen)
        {
            return base.TryHandOver();
        }

        fail(new OperationCanceledException());
        return null;
    }

    protected override Task? FindWait() => pending.Replies.FindWait() ?? findWait();

    protected override void HandOver() => handOver();

    protected override void Fail(Exception exception) => fail(exception);
}
