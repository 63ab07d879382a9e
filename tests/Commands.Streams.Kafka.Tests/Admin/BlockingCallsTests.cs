using Commands.Streams.Kafka.Admin;

namespace Commands.Streams.Kafka.Tests.Admin;

public sealed class BlockingCallsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Client_is_disposed_once_the_call_that_nobody_waits_for_has_returned()
    {
        var client = new Client();
        var calls = new BlockingCalls(client);
        using var mayReturn = new SemaphoreSlim(0);
        using var cancellation = new CancellationTokenSource();
        var began = new TaskCompletionSource();

        var call = calls.RunAsync(
            () =>
            {
                began.SetResult();
                mayReturn.Wait(Deadline);
                return client.IsDisposed;
            },
            cancellation.Token);
        await began.Task.WaitAsync(Deadline);
        await cancellation.CancelAsync();
        await call.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        calls.Dispose();

        client.IsDisposed.Should().BeFalse("the call still uses it");
        mayReturn.Release();
        await client.Disposed.WaitAsync(Deadline);
    }

    [Test]
    public async Task Client_that_nothing_uses_is_disposed_at_once_and_refuses_calls_afterwards()
    {
        var client = new Client();
        var calls = new BlockingCalls(client);
        (await calls.RunAsync(() => 42, default)).Should().Be(42);

        calls.Dispose();

        client.IsDisposed.Should().BeTrue();
        await FluentActions.Awaiting(() => calls.RunAsync(() => 42, default)).Should().ThrowAsync<ObjectDisposedException>();
    }

    private sealed class Client : IDisposable
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDisposed => _disposed.Task.IsCompleted;

        public Task Disposed => _disposed.Task;

        public void Dispose() => _disposed.SetResult();
    }
}
