using System.Diagnostics;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>
/// Waits that end within about a millisecond. The runtime's own timers follow a clock that moves by 4 or 10 ms on many Linux kernels, so a wait of
/// 0-5 ms takes two or three times as long, and what is measured is the timer.
/// </summary>
internal sealed class ExactDelay : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waits = new();
    private readonly Thread _thread;
    private volatile bool _stopped;

    public ExactDelay()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "exact delays" };
        _thread.Start();
    }

    public Task WaitAsync(int milliseconds)
    {
        if (milliseconds == 0)
        {
            return Task.CompletedTask;
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var due = Stopwatch.GetTimestamp() + (milliseconds * Stopwatch.Frequency / 1000);
        lock (_lock)
        {
            _waits.Enqueue(ended, due);
        }

        return ended.Task;
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
    }

    private void Run()
    {
        while (!_stopped)
        {
            lock (_lock)
            {
                var now = Stopwatch.GetTimestamp();
                while (_waits.TryPeek(out var ended, out var due) && due <= now)
                {
                    _waits.Dequeue();
                    ended.SetResult();
                }
            }

            Thread.Sleep(TimeSpan.FromMilliseconds(1));
        }
    }
}
