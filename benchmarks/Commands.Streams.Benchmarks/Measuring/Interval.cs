using System.Diagnostics;

namespace Commands.Streams.Benchmarks.Measuring;

/// <summary>Time, processor time and allocations of the whole process between the first and the last record handled.</summary>
internal sealed class Interval(long records)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _handled;
    private long _start;
    private long _allocatedAtStart;
    private TimeSpan _processorAtStart;

    public TimeSpan Elapsed { get; private set; }

    /// <summary>Of all threads, the client's included: says more than elapsed time where others share the machine.</summary>
    public TimeSpan ProcessorTime { get; private set; }

    public long AllocatedBytes { get; private set; }

    public Task Done => _done.Task;

    /// <summary>One more record was handled. One thread at a time.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Tick()
    {
        var handled = ++_handled;
        if (handled == 1)
        {
            _allocatedAtStart = GC.GetTotalAllocatedBytes(precise: true);
            _processorAtStart = Environment.CpuUsage.TotalTime;
            _start = Stopwatch.GetTimestamp();
        }

        if (handled == records)
        {
            Elapsed = Stopwatch.GetElapsedTime(_start);
            ProcessorTime = Environment.CpuUsage.TotalTime - _processorAtStart;
            AllocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - _allocatedAtStart;
            _done.TrySetResult();
        }

        return handled >= records;
    }
}
