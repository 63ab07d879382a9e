namespace Commands.Streams.Operators.Async;

/// <summary>
/// Finds how many handlers to run at once from their latency: more while it stays at the level without load, fewer once it rises. Based on the gradient limit
/// of Netflix's concurrency-limits ("Performance Under Load", 2018), which comes from TCP Vegas (Brakmo and Peterson, 1994). Unlike there, the latency without
/// load is measured again and again by probes at half the limit, as TCP BBR does, so that the limit cannot creep up with a latency that it causes itself. The
/// limit starts at the minimum and stays between minimum and maximum. Worker only.
/// </summary>
internal sealed class GradientLimit
{
    /// <summary>
    /// Handlers are assumed to wait for each other if latency exceeds this multiple of the latency without load. Less than 2, so that half the limit shows the
    /// difference.
    /// </summary>
    private const double Tolerance = 1.2;

    /// <summary>How far one window may lower the limit: the share of the distance to the target, and the lowest gradient that is targeted.</summary>
    private const double Smoothing = 0.2;
    private const double LowestGradient = 0.5;

    /// <summary>A sample counts as at most this multiple of the latency without load, so that one stuck handler does not dominate the average.</summary>
    private const double MostOfSample = 4;

    private const int SmallestWindow = 16;
    private const int WindowsBetweenProbes = 50;
    private const int DeclinesUntilProbe = 5;

    /// <summary>
    /// The time limit of a probe, as a multiple of the latency. A probe takes about four latencies, but forever if stuck handlers hold all that is left of the
    /// limit.
    /// </summary>
    private const double LongestProbe = 20;

    private readonly int _minimum;
    private readonly int _maximum;
    private double _estimate;
    private double _unloaded;
    private double _sum;
    private int _count;
    private int _windows;
    private int _declines;
    private long _probeEnd = long.MaxValue;

    public GradientLimit(int minimum, int maximum)
    {
        _minimum = minimum;
        _maximum = maximum;
        _estimate = minimum;
        Current = minimum;
    }

    /// <summary>The number of handlers that may be in flight.</summary>
    public int Current { get; private set; }

    /// <summary>Counts the changes of <see cref="Current"/>. Handlers that started before the last change say nothing about it.</summary>
    public int Window { get; private set; }

    /// <summary>True while the limit is halved to measure the latency without load.</summary>
    public bool IsProbing => _probeEnd != long.MaxValue;

    /// <summary>Adds a sample: a handler that has ended and that took the last free slot when it started.</summary>
    /// <param name="window">The <see cref="Window"/> in which it started.</param>
    /// <param name="startedAt">The timestamp of its start, by the application's clock.</param>
    /// <param name="endedAt">The timestamp of its end, by the same clock.</param>
    public void Add(int window, long startedAt, long endedAt)
    {
        if (window != Window)
        {
            return;
        }

        var latency = (double)Math.Max(endedAt - startedAt, 1);
        _sum += _unloaded > 0 ? Math.Min(latency, MostOfSample * _unloaded) : latency;
        if (++_count >= Math.Max(SmallestWindow, 2 * Current))
        {
            CloseWindow(_sum / _count, endedAt);
        }
    }

    /// <summary>Abandons a probe that takes too long. Call it when the limit is holding records back.</summary>
    /// <param name="now">The current timestamp, by the application's clock.</param>
    public void EndLateProbe(long now)
    {
        if (now >= _probeEnd)
        {
            EndProbe();
            BeginWindow(_estimate);
        }
    }

    private void CloseWindow(double latency, long now)
    {
        if (IsProbing)
        {
            _unloaded = latency;
            EndProbe();
        }
        else
        {
            Adjust(latency);
            if (++_windows >= WindowsBetweenProbes || _declines >= DeclinesUntilProbe)
            {
                _probeEnd = now + (long)(LongestProbe * latency) + 1;
            }
        }

        BeginWindow(IsProbing ? _estimate / 2 : _estimate);
    }

    private void Adjust(double latency)
    {
        if (_unloaded == 0)
        {
            _unloaded = latency;
        }
        else if (latency < _unloaded)
        {
            _unloaded = (_unloaded + latency) / 2;
        }

        var gradient = Math.Clamp(Tolerance * _unloaded / latency, LowestGradient, 1);
        // The square root leaves room for a short queue, so that the limit can rise again even if latency does not fall. The larger the limit, the less it
        // matters.
        var target = (_estimate * gradient) + Math.Sqrt(_estimate);
        if (target >= _estimate)
        {
            _estimate = Math.Min(target, _maximum);
            _declines = 0;
        }
        else
        {
            _estimate = Math.Max(_estimate + (Smoothing * (target - _estimate)), _minimum);
            _declines++;
        }
    }

    private void EndProbe()
    {
        _probeEnd = long.MaxValue;
        _windows = 0;
        _declines = 0;
    }

    private void BeginWindow(double limit)
    {
        Current = Math.Clamp((int)limit, _minimum, _maximum);
        Window++;
        _sum = 0;
        _count = 0;
    }
}
