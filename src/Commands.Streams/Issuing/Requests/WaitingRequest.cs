using Commands.Streams.Issuing.Sending;

namespace Commands.Streams.Issuing.Requests;

/// <summary>A request's command that waits for its turn. What ends the request meanwhile takes the command out of the order.</summary>
/// <param name="topic">The topic it is sent to.</param>
/// <param name="pending">The request, in its use of the moment.</param>
/// <param name="findWait">What the publisher waits for; null when it can publish.</param>
/// <param name="handOver">Serializes the command and hands it to the producer.</param>
/// <param name="fail">Ends the request, since the command cannot be sent.</param>
internal sealed class WaitingRequest(string topic, PendingRequest pending, Func<Task?> findWait, Action handOver, Action<Exception> fail)
    : WaitingCommand(topic)
{
    // The request is not used again before the command has been handed over or failed.
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
