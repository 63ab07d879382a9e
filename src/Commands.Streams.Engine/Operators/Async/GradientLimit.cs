namespace Commands.Streams.Operators.Async;

/// <summary>
/// Finds how many handlers to run at once by how their latency answers to it: more while it stays what it is without load, fewer once it rises.
/// After the gradient limit of Netflix's concurrency-limits ("Performance Under Load", 2018), which comes from TCP Vegas (Brakmo and Peterson, 1994).
/// Different here: latency without load is measured anew by probes with half the limit, in the way of TCP BBR, so that the limit cannot creep up with a
/// latency that it causes itself. Always between the minimum, where it starts, and the maximum. Worker only.
/// </summary>
internal sealed class GradientLimit
{
    /// <summary>
    /// Above this multiple of the latency without load, handlers count as waiting for each other. Below 2, so that half the limit tells the
    /// difference.
    /// </summary>
    private const double Tolerance = 1.2;

    /// <summary>How far one window may lower the limit towards what its latency says: the share of the way, and the least to go for.</summary>
    private const double Smoothing = 0.2;
    private const double LowestGradient = 0.5;

    /// <summary>A sample counts for at most this multiple of the latency without load, so that one that is stuck does not speak for all.</summary>
    private const double MostOfSample = 4;

    private const int SmallestWindow = 16;
    private const int WindowsBetweenProbes = 50;
    private const int DeclinesUntilProbe = 5;

    /// <summary>A probe takes about four latencies; if handlers that are stuck hold what is left of the limit, it would take forever.</summary>
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

    /// <summary>How many handlers may be in flight.</summary>
    public int Current { get; private set; }

    /// <summary>Counts the changes of <see cref="Current"/>: handlers that were started before the last one say nothing about it.</summary>
    public int Window { get; private set; }

    /// <summary>Whether the limit is half of what it would be, to see what latency is like then.</summary>
    public bool IsProbing => _probeEnd != long.MaxValue;

    /// <summary>A handler has ended that used the limit up when it was started.</summary>
    /// <param name="window">The <see cref="Window"/> in which it was started.</param>
    /// <param name="startedAt">When it was started, by the clock of the application.</param>
    /// <param name="endedAt">When it ended, by the same.</param>
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
    /// <param name="now">By the clock of the application.</param>
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
        // The square root leaves room for a short queue, so that the limit can rise again although latency does not fall; it matters less the larger
        // the limit is.
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
