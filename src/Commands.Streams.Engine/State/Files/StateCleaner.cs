using Microsoft.Extensions.Logging;

namespace Commands.Streams.State.Files;

/// <summary>Deletes directories of stores that this process no longer has, some time after it had them.</summary>
internal sealed class StateCleaner : IDisposable
{
    private readonly StateDirectory _directory;
    private readonly TimeSpan _delay;
    private readonly ILogger _logger;
    private readonly ITimer _timer;

    /// <summary>Starts to clean.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="delay">How long a directory is kept; more than 0.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what was deleted.</param>
    public StateCleaner(StateDirectory directory, TimeSpan delay, TimeProvider time, ILogger logger)
    {
        _directory = directory;
        _delay = delay;
        _logger = logger;
        _timer = time.CreateTimer(static cleaner => ((StateCleaner)cleaner!).Clean(), this, delay, delay / 2);
    }

    public void Dispose() => _timer.Dispose();

    private void Clean()
    {
        try
        {
            foreach (var path in _directory.Clean(_delay))
            {
                StateLog.Cleaned(_logger, path, _delay);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            StateLog.CleaningFailed(_logger, exception);
        }
    }
}
