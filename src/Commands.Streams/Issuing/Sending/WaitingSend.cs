using Commands.Streams.Clients;

namespace Commands.Streams.Issuing.Sending;

/// <summary>
/// A command without a request that waits for its turn. It is either handed to the producer or given up, never both; giving it up reports which.
/// </summary>
/// <param name="topic">The topic to send to.</param>
/// <param name="findWait">Returns what the publisher waits for; null if it can publish.</param>
/// <param name="publish">Serializes the command and hands it to the producer.</param>
internal sealed class WaitingSend(string topic, Func<Task?> findWait, Func<ValueTask<RecordMetadata>> publish) : WaitingCommand(topic)
{
    private readonly TaskCompletionSource<ValueTask<RecordMetadata>> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();

    /// <summary>Completes with the producer's result once the command has been handed over; fails if it cannot be.</summary>
    public Task<ValueTask<RecordMetadata>> Turn => _turn.Task;

    public override Task Ended => _givenUp.Task;

    public override Task? TryHandOver()
    {
        lock (_lock)
        {
            return _givenUp.Task.IsCompleted ? null : base.TryHandOver();
        }
    }

    /// <summary>Gives up the command.</summary>
    /// <returns>False if it has already been handed over or has failed.</returns>
    public bool TryGiveUp()
    {
        lock (_lock)
        {
            return !_turn.Task.IsCompleted && _givenUp.TrySetResult();
        }
    }

    protected override Task? FindWait() => findWait();

    protected override void HandOver() => _turn.SetResult(publish());

    protected override void Fail(Exception exception) => _turn.SetException(exception);
}
