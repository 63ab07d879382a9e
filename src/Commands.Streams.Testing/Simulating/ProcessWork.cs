using Commands.Streams.Clients;
using Commands.Streams.Runtime;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Testing.Simulating;

/// <summary>What one process runs: a version of the application, with settings that its workers share, and the watch of its topics.</summary>
internal sealed class ProcessWork : IDisposable
{
    private readonly ApplicationVersion _version;
    private readonly RuntimeSettings _settings;
    private readonly IStreamsClient _client;
    private readonly TopicWatch _watch;

    public ProcessWork(ApplicationVersion version, RuntimeSettings settings, IStreamsClient client, TimeSpan purgeInterval)
    {
        _version = version;
        _settings = settings;
        _client = client;
        var contact = new ClusterContact(settings.ApplicationId, settings.TimeProvider, settings.Logger);
        _watch = new TopicWatch(version.Graph, version.Naming, settings, contact, client.CreateAdmin(), purgeInterval);
    }

    public StreamWorker CreateWorker(SimulatedWorker worker, Action wake, Action<TimeSpan> wait)
    {
        worker.Tasks.MostBuffered = _settings.RefillBelow - 1 + _settings.TakeAtOnce;
        return new StreamWorker(worker.Index, _settings with { TaskStarted = worker.Tasks.Add }, _version.Graph, _version.Naming, _client, wake, wait);
    }

    /// <summary>The process has ended; its workers hear of that themselves.</summary>
    public void Dispose() => _watch.Dispose();
}
