namespace Commands.Streams.Runtime;

/// <summary>A pause that lasts its full time, however often the worker is woken meanwhile. Measured with the application's clock.</summary>
internal sealed class Pause(TimeProvider timeProvider)
{
    private long _began;
    private TimeSpan _length;

    /// <summary>The time left; zero or less once the pause is over.</summary>
    public TimeSpan Left => _length == TimeSpan.Zero ? TimeSpan.Zero : _length - timeProvider.GetElapsedTime(_began);

    /// <summary>Begins a pause, replacing any earlier one.</summary>
    /// <returns>Its length.</returns>
    public TimeSpan Begin(TimeSpan length)
    {
        _began = timeProvider.GetTimestamp();
        return _length = length;
    }
}
