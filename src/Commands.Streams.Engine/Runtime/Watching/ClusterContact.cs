using Commands.Streams.Errors;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime.Watching;

/// <summary>
/// Knows if the cluster answers, from the results of the application's requests. Logs when the cluster becomes unreachable, every 30 seconds while it stays so,
/// and when it is back. Thread-safe.
/// </summary>
internal sealed class ClusterContact(string applicationId, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private ClientException? _error;
    private long _awaySince;
    private long _said;

    /// <summary>Raised when the cluster becomes unreachable, with the reason, and when it is back, with null.</summary>
    public event Action<ClientException?>? Changed;

    /// <summary>Why the cluster does not answer; null while it does, and before the first request.</summary>
    public ClientException? Error => Volatile.Read(ref _error);

    /// <summary>Called when the cluster has answered.</summary>
    public void Answered()
    {
        TimeSpan away;
        lock (_lock)
        {
            if (_error is null)
            {
                return;
            }

            _error = null;
            away = timeProvider.GetElapsedTime(_awaySince);
        }

        ApplicationLog.ClusterBack(logger, applicationId, away);
        Raise(null);
    }

    /// <summary>Called when the cluster has not answered.</summary>
    public void Failed(ClientException error)
    {
        bool isFirst;
        TimeSpan away;
        lock (_lock)
        {
            isFirst = _error is null;
            _error = error;
            var now = timeProvider.GetTimestamp();
            if (isFirst)
            {
                _awaySince = now;
            }
            else if (timeProvider.GetElapsedTime(_said, now) < Reminder)
            {
                return;
            }

            _said = now;
            away = timeProvider.GetElapsedTime(_awaySince, now);
        }

        if (isFirst)
        {
            ApplicationLog.ClusterAway(logger, applicationId, error.Message);
            Raise(error);
        }
        else
        {
            ApplicationLog.ClusterStillAway(logger, applicationId, away, error.Message);
        }
    }

    private void Raise(ClientException? error)
    {
        try
        {
            Changed?.Invoke(error);
        }
        catch (Exception exception)
        {
            ApplicationLog.ListenerFailed(logger, exception, applicationId);
        }
    }
}
