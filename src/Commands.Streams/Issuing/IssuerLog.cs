using Microsoft.Extensions.Logging;

namespace Commands.Streams.Issuing;

/// <summary>
/// Logs requests that were not sent: the first of each reason at once, then at most one per second, because thousands may fail for the same reason. A
/// logger that throws has no effect. Thread-safe.
/// </summary>
internal sealed partial class IssuerLog(string topic, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Entry[] _entries = [.. Enum.GetValues<NotSentReason>().Select(static _ => new Entry())];

    public void NotSent(NotSentReason reason, string message)
    {
        if (logger.IsEnabled(LogLevel.Warning) && _entries[(int)reason].TryTake(time, out var silent))
        {
            Write(reason, message, silent);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A request to topic '{Topic}' was not sent ({Reason}): {Message} Suppressed since the last message: {Silent}.")]
    private static partial void Write(ILogger logger, string topic, NotSentReason reason, string message, long silent);

    private void Write(NotSentReason reason, string message, long silent)
    {
        try
        {
            Write(logger, topic, reason, message, silent);
        }
        catch (Exception)
        {
            // The request still has its outcome.
        }
    }

    private sealed class Entry
    {
        private readonly Lock _lock = new();
        private long _writtenAt;
        private long _silent;
        private bool _isWritten;

        public bool TryTake(TimeProvider time, out long silent)
        {
            lock (_lock)
            {
                var isDue = !_isWritten || time.GetElapsedTime(_writtenAt) >= Pause;
                silent = _silent;
                if (isDue)
                {
                    (_isWritten, _writtenAt, _silent) = (true, time.GetTimestamp(), 0);
                }
                else
                {
                    _silent++;
                }

                return isDue;
            }
        }
    }
}
