using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Diagnostics;

/// <summary>
/// Decides which errors of clients are written. While a broker is away every client reports it with each attempt to connect; one line when that begins, one
/// each half minute while it lasts and one when it is over say as much. Clients do not report that a connection is there again, so it is over when no
/// attempt has failed for a while. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="ended">Told of what has ended: what it was about, and for how long it lasted.</param>
internal sealed class RepeatedErrors(TimeProvider time, Action<string, TimeSpan> ended)
{
    private const string AllBrokers = "all brokers";
    private const int MaxKeys = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Repeated> _errors = [];
    private ITimer? _timer;

    /// <summary>Whether an error is to be written, and how many of its kind were not since the last one that was.</summary>
    public bool IsWritten(NativeError error, out int skipped)
    {
        var key = KeyOf(error);
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (!_errors.TryGetValue(key, out var repeated))
            {
                if (_errors.Count == MaxKeys)
                {
                    _errors.Clear();
                }

                _errors.Add(key, new Repeated { Since = now, Last = now, Written = now, IsConnection = IsConnection(error) });
                _timer ??= time.CreateTimer(_ => EndWhatIsQuiet(), null, Quiet, Quiet);
                skipped = 0;
                return true;
            }

            repeated.Last = now;
            skipped = repeated.Skipped;
            if (time.GetElapsedTime(repeated.Written, now) < Interval)
            {
                repeated.Skipped++;
                return false;
            }

            repeated.Written = now;
            repeated.Skipped = 0;
            return true;
        }
    }

    private static bool IsConnection(NativeError error) =>
        error.Code is NativeErrorCodes.Transport or NativeErrorCodes.AllBrokersDown or NativeErrorCodes.Resolve;

    /// <summary>The broker, which stands in front of what happened to it; of other errors the whole text.</summary>
    private static string KeyOf(NativeError error)
    {
        if (error.Code == NativeErrorCodes.AllBrokersDown)
        {
            return AllBrokers;
        }

        var end = IsConnection(error) ? error.Reason.IndexOf(": ", StringComparison.Ordinal) : -1;
        return end > 0 ? error.Reason[..end] : $"{error.Code} {error.Reason}";
    }

    private void EndWhatIsQuiet()
    {
        var over = new List<(string Key, TimeSpan Lasted)>();
        lock (_lock)
        {
            foreach (var (key, repeated) in _errors)
            {
                if (time.GetElapsedTime(repeated.Last) >= Quiet)
                {
                    _errors.Remove(key);
                    if (repeated.IsConnection)
                    {
                        over.Add((key, time.GetElapsedTime(repeated.Since, repeated.Last)));
                    }
                }
            }

            if (_errors.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }

        foreach (var (key, lasted) in over)
        {
            try
            {
                ended(key, lasted);
            }
            catch (Exception)
            {
                // The logger is what throws, so nobody can be told; out of the timer's thread it would end the process.
            }
        }
    }

    private sealed class Repeated
    {
        public long Since { get; init; }

        public bool IsConnection { get; init; }

        public long Last { get; set; }

        public long Written { get; set; }

        public int Skipped { get; set; }
    }
}
