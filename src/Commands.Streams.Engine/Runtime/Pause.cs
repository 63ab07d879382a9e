namespace Commands.Streams.Runtime;

/// <summary>A pause that lasts its full time, however often the worker is woken meanwhile. Times are those of the application's clock.</summary>
internal sealed class Pause(TimeProvider timeProvider)
{
    private long _began;
    private TimeSpan _length;

    /// <summary>How long the pause still lasts; zero or less once it is over.</summary>
    public TimeSpan Left => _length == TimeSpan.Zero ? TimeSpan.Zero : _length - timeProvider.GetElapsedTime(_began);

    /// <summary>Begins a pause.</summary>
    /// <returns>Its length.</returns>
    public TimeSpan Begin(TimeSpan length)
    {
        _began = timeProvider.GetTimestamp();
        return _length = length;
    }
}
