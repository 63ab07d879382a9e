using Commands.Streams.Operators.Async;

namespace Commands.Streams.Tests.Operators;

/// <summary>
/// A server that works on so many calls at once and queues the others, called by as many handlers as a limit allows. Steps from end to end of calls, in a
/// time of its own.
/// </summary>
internal sealed class ModelServer(GradientLimit limit, Func<Random, double> work, int seed = 12005)
{
    private readonly Random _random = new(seed);
    private readonly Queue<Call> _queued = new();
    private readonly PriorityQueue<Call, long> _working = new();
    private int _inFlight;
    private int _atWork;

    /// <summary>How many calls it works on at once.</summary>
    public int Capacity { get; set; } = int.MaxValue;

    /// <summary>How much slower it is than it was.</summary>
    public double Slowness { get; set; } = 1;

    /// <summary>Microseconds.</summary>
    public long Now { get; private set; }

    public int Ended { get; private set; }

    /// <summary>The limits of windows, those of probes apart.</summary>
    public List<int> Limits { get; } = [];

    public List<int> Probes { get; } = [];

    /// <summary>Runs for a while.</summary>
    public ModelServer Run(TimeSpan time)
    {
        var end = Now + (long)time.TotalMicroseconds;
        Limits.Clear();
        Probes.Clear();
        Ended = 0;
        while (Now < end)
        {
            Start();
            _working.TryDequeue(out var call, out var due);
            Now = due;
            _atWork--;
            _inFlight--;
            Ended++;
            var window = limit.Window;
            if (call.Window >= 0)
            {
                limit.Add(call.Window, call.StartedAt, Now);
            }

            if (limit.Window != window)
            {
                (limit.IsProbing ? Probes : Limits).Add(limit.Current);
            }
        }

        return this;
    }

    private void Start()
    {
        while (_inFlight < limit.Current)
        {
            _inFlight++;
            _queued.Enqueue(new Call(_inFlight >= limit.Current ? limit.Window : -1, Now));
        }

        while (_atWork < Capacity && _queued.TryDequeue(out var call))
        {
            _atWork++;
            _working.Enqueue(call, Now + (long)(Slowness * work(_random) * 1_000));
        }
    }

    private readonly record struct Call(int Window, long StartedAt);
}
