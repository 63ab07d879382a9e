using System.Diagnostics.Metrics;

namespace Commands.Streams.Tests.Support;

/// <summary>Listens to one of the library's instruments, as far as it is about one topic.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();

    public Measurements(string instrument, string topic)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Meter.Name == "Commands.Streams" && published.Name == instrument)
            {
                Instrument = published;
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add(value, tags, topic));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Add(value, tags, topic));
        _listener.Start();
    }

    public Instrument? Instrument { get; private set; }

    public List<(double Value, Dictionary<string, object?> Tags)> All { get; } = [];

    public void Dispose() => _listener.Dispose();

    private void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, string topic)
    {
        var named = new Dictionary<string, object?>(tags.ToArray());
        if (named.TryGetValue("messaging.destination.name", out var destination) && Equals(destination, topic))
        {
            lock (All)
            {
                All.Add((value, named));
            }
        }
    }
}
