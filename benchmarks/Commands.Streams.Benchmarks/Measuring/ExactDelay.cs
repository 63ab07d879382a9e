using System.Diagnostics;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>
/// Waits that end within about a tenth of a millisecond. The runtime's own timers follow a clock that moves by 4 or 10 ms on many Linux kernels, so a
/// wait of 0-5 ms takes two or three times as long, and what is measured is the timer. What waits goes on on the thread of the delays, without a detour
/// by the pool: it must be short.
/// </summary>
internal sealed class ExactDelay : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, long> _waits = new();
    private readonly List<TaskCompletionSource> _due = [];
    private readonly ExactSignal _signal = new();
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

        var ended = new TaskCompletionSource();
        var due = Stopwatch.GetTimestamp() + (milliseconds * Stopwatch.Frequency / 1000);
        bool isEarliest;
        lock (_lock)
        {
            isEarliest = !_waits.TryPeek(out _, out var earliest) || due < earliest;
            _waits.Enqueue(ended, due);
        }

        if (isEarliest && Thread.CurrentThread != _thread)
        {
            _signal.Set();
        }

        return ended.Task;
    }

    public void Dispose()
    {
        _stopped = true;
        _signal.Set();
        _thread.Join();
        _signal.Dispose();
    }

    private void Run()
    {
        ExactSignal.SharpenTimersOfThread();
        while (!_stopped)
        {
            var next = TakeDue();
            foreach (var ended in _due)
            {
                ended.SetResult();
            }

            if (_due.Count == 0)
            {
                _signal.WaitUntil(next);
            }

            _due.Clear();
        }
    }

    /// <summary>Takes what is due.</summary>
    /// <returns>When the next wait ends.</returns>
    private long TakeDue()
    {
        lock (_lock)
        {
            var now = Stopwatch.GetTimestamp();
            while (_waits.TryPeek(out var ended, out var due))
            {
                if (due > now)
                {
                    return due;
                }

                _waits.Dequeue();
                _due.Add(ended);
            }

            return long.MaxValue;
        }
    }
}
