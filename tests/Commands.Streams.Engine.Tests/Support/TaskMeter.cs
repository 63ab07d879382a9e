using System.Diagnostics.Metrics;
using Commands.Streams.Diagnostics;

namespace Commands.Streams.Tests.Support;

/// <summary>What is measured under one application id: the sums of what instruments were given.</summary>
internal sealed class TaskMeter : IDisposable
{
    private readonly Dictionary<string, long> _sums = [];
    private readonly MeterListener _listener = new();

    public TaskMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StreamsMeter.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Of this test alone: tests run at the same time and share the meter.</summary>
    public string ApplicationId { get; } = $"app-{Guid.NewGuid():N}";

    /// <summary>The sum of an instrument, whose name is given without the library's prefix.</summary>
    public long this[string name] => _sums.GetValueOrDefault($"commands.streams.{name}");

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, tag) in tags)
        {
            if (name == "commands.streams.application.id" && Equals(tag, ApplicationId))
            {
                _sums[instrument.Name] = this[instrument.Name["commands.streams.".Length..]] + value;
            }
        }
    }
}
