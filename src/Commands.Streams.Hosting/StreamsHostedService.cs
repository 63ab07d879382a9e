using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Hosting.Configuration;
using Commands.Streams.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commands.Streams.Hosting;

/// <summary>
/// Runs one application with the host. It owns the application instead of leaving it to the container, whose disposal has no time limit: when the
/// host's time limit has elapsed, the process may exit.
/// </summary>
internal sealed class StreamsHostedService(
    StreamsRegistration registration, IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<StreamsHostedService> logger)
    : IHostedService
{
    private readonly StreamsHostOptions _hostOptions =
        services.GetRequiredService<IOptionsMonitor<StreamsHostOptions>>().Get(registration.Name);

    private volatile StreamsApplication? _application;

    public string Name => registration.Name;

    /// <summary>True if there is a topology to run; a host that only issues commands has none.</summary>
    public bool HasTopology => registration.Topologies.Count > 0;

    public ApplicationState State => _application?.State ?? ApplicationState.Created;

    /// <summary>The reason why the cluster does not answer; null while it does.</summary>
    public ClientException? ClusterError => _application?.ClusterError;

    /// <summary>The longest time any worker has been in its current turn.</summary>
    public TimeSpan LongestTurn => _application?.LongestTurn ?? TimeSpan.Zero;

    /// <summary>The output partitions that do not acknowledge the records written to them.</summary>
    public IReadOnlyList<TopicPartition> BlockedOutputs => _application?.BlockedOutputs ?? [];

    /// <summary>Completes when the application has stopped; faults if a failure stopped it.</summary>
    public Task Completion => _application?.Completion ?? Task.CompletedTask;

    /// <summary>The exception that stopped the application.</summary>
    public Exception? Failure => Completion.Exception?.InnerException;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        EnsureNoProblems();
        if (!HasTopology)
        {
            return;
        }

        var application = new StreamsApplication(registration.Topologies[0](services), Options(), Client());
        _application = application;

        // An invalid application or topic fails the start of the host. A cluster that cannot be reached does not: the host starts, and the
        // application follows once the cluster answers; the health check reports the wait.
        var away = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        application.ClusterErrorChanged += _ => away.TrySetResult();
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var start = application.StartAsync(starting.Token);
        await Task.WhenAny(start, away.Task).ConfigureAwait(false);
        if (start.IsCompleted)
        {
            await start.ConfigureAwait(false);
        }

        _ = WatchAsync(application, start);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_application is not { } application)
        {
            return;
        }

        try
        {
            await application.StopAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"Application '{Name}' did not stop within the host's time limit, so handlers in flight were abandoned. " +
                $"Set HostOptions.ShutdownTimeout to more than {nameof(StreamsOptions.DrainTimeout)} ({Options().DrainTimeout}).");
        }

        if (_hostOptions.StopHostOnFailure)
        {
            // Throws the exception that stopped the application, so that whoever runs the host sees it.
            await application.Completion.ConfigureAwait(false);
        }
    }

    private async Task WatchAsync(StreamsApplication application, Task start)
    {
        try
        {
            await start.ConfigureAwait(false);
            await application.Completion.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var consequence = _hostOptions.StopHostOnFailure ? "The host is stopping." : "The host continues without it.";
            HostingLog.ApplicationFailed(logger, Name, exception.Message, consequence);
            if (_hostOptions.StopHostOnFailure)
            {
                lifetime.StopApplication();
            }
        }
    }

    private void EnsureNoProblems()
    {
        List<string> own =
        [
            .. registration.Problems(),
            .. services.GetRequiredKeyedService<ApplicationConfiguration>(Name).Problems(),
            .. services.GetServices<StreamsRegistration>().Where(IsTwin).Select(twin =>
                $"Applications '{Name}' and '{twin.Name}' have the same {nameof(StreamsOptions.ApplicationId)} '{Options().ApplicationId}' on the same " +
                "cluster, so they would share a consumer group and its offsets. Give each its own id."),
        ];
        if (own.Count == 0 && HasTopology)
        {
            // The application checks the other options itself.
            return;
        }

        List<string> problems =
        [
            .. own,
            .. HasTopology ? Options().Validate() : [],
            .. registration.HasClient ? Client().Validate() : [],
        ];
        if (problems.Count > 0)
        {
            throw new StreamsConfigurationException(problems);
        }
    }

    // The same id on another cluster is a different group.
    private bool IsTwin(StreamsRegistration other) =>
        other.Name != Name
        && HasTopology && other.Topologies.Count > 0
        && registration.HasClient && other.HasClient
        && services.GetRequiredService<IOptionsMonitor<StreamsOptions>>().Get(other.Name).ApplicationId == Options().ApplicationId
        && services.GetRequiredKeyedService<IStreamsClient>(other.Name).Description == Client().Description;

    private StreamsOptions Options() => services.GetRequiredService<IOptionsMonitor<StreamsOptions>>().Get(Name);

    private IStreamsClient Client() => services.GetRequiredKeyedService<IStreamsClient>(Name);
}
