using System.Diagnostics.Metrics;

namespace Commands.Streams.Tests.Support;

/// <summary>Counts what a counter of the library adds for one topic.</summary>
internal sealed class CounterReader : IDisposable
{
    private readonly MeterListener _listener = new();

    public CounterReader(string name, string topic)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (_, value, tags, _) => Count += tags.Contains(new("messaging.destination.name", topic)) ? value : 0);
        _listener.Start();
    }

    public long Count { get; private set; }

    public void Dispose() => _listener.Dispose();
}
