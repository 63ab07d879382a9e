using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Graph;
using Commands.Streams.Records;
using Commands.Streams.Runtime;
using Commands.Streams.Runtime.Committing;
using Commands.Streams.Runtime.Starting;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams;

/// <summary>
/// Runs a topology on a cluster, from <see cref="StartAsync"/> to <see cref="StopAsync"/>, once. All members may be called from any thread. The client
/// is used, not owned: dispose it after the application.
/// </summary>
public sealed class StreamsApplication : IAsyncDisposable
{
    /// <summary>From how long on a turn is too long: it is reported to the log, and degrades the health check.</summary>
    public static readonly TimeSpan LongTurn = StallWatch.Limit;

    private readonly Topology _topology;
    private readonly StreamsOptions _options;
    private readonly IStreamsClient _client;
    private readonly ApplicationLifecycle _lifecycle;
    private readonly ClusterContact _contact;
    private volatile IReadOnlyList<WorkerThread> _running = [];

    /// <summary>Makes an application. Nothing is checked or connected yet.</summary>
    /// <param name="topology">What to run.</param>
    /// <param name="options">How; copied.</param>
    /// <param name="client">The cluster.</param>
    public StreamsApplication(Topology topology, StreamsOptions options, IStreamsClient client)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(client);
        _topology = topology;
        _options = options with { };
        _client = client;
        var logger = options.LoggerFactory.CreateLogger("Commands.Streams.Application");
        _lifecycle = new ApplicationLifecycle(options.ApplicationId, logger);
        _contact = new ClusterContact(options.ApplicationId, options.TimeProvider, logger);
    }

    /// <summary>
    /// Raised after each change of <see cref="State"/>, on the thread that caused it: return quickly, and wait for nothing of the application.
    /// </summary>
    public event Action<ApplicationState>? StateChanged
    {
        add => _lifecycle.StateChanged += value;
        remove => _lifecycle.StateChanged -= value;
    }

    /// <summary>
    /// Raised when the cluster stops answering, with the reason, and with <see langword="null"/> when it answers again; on a thread of the application:
    /// return quickly.
    /// </summary>
    public event Action<ClientException?>? ClusterErrorChanged
    {
        add => _contact.Changed += value;
        remove => _contact.Changed -= value;
    }

    /// <summary>The state now.</summary>
    public ApplicationState State => _lifecycle.State;

    /// <summary>The id it runs under.</summary>
    public string ApplicationId => _options.ApplicationId;

    /// <summary>Ends when the application has stopped; faults with what stopped it if that was a failure.</summary>
    public Task Completion => _lifecycle.Completion;

    /// <summary>Why the cluster does not answer at the moment. The application goes on trying by itself.</summary>
    /// <value><see langword="null"/> while the cluster answers.</value>
    public ClientException? ClusterError => _contact.Error;

    /// <summary>
    /// The output partitions that have not acknowledged for seconds what was written to them, for example because they have no leader. Tasks that have
    /// written there wait, the others go on. It is reported to the log too, and degrades the health check.
    /// </summary>
    /// <value>Empty while all is well.</value>
    public IReadOnlyList<TopicPartition> BlockedOutputs => [.. _running.SelectMany(static worker => worker.BlockedOutputs).Distinct()];

    /// <summary>
    /// The longest time any worker has been busy without a look at its inputs; normally a few milliseconds. From
    /// <see cref="LongTurn"/> on it is reported to the log too: a handler does not return, or a call of the client.
    /// </summary>
    /// <value>Zero if no worker is busy.</value>
    public TimeSpan LongestTurn
    {
        get
        {
            var longest = TimeSpan.Zero;
            foreach (var worker in _running)
            {
                longest = worker.Turn.Lasts is var lasts && lasts > longest ? lasts : longest;
            }

            return longest;
        }
    }

    /// <summary>
    /// Checks topology, options and topics, makes the internal topics, and starts the workers. Returns when they are started; see
    /// <see cref="State"/> for when they have partitions. While the cluster is not there, it waits for it: see <see cref="ClusterError"/> and
    /// <see cref="StreamsOptions.StartTimeout"/>. <see cref="StopAsync"/> ends the wait.
    /// </summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="TopologyException">The topology is wrong; the message names every problem.</exception>
    /// <exception cref="StreamsConfigurationException">Options, client or topics are wrong; the message names every problem.</exception>
    /// <exception cref="ClientException">The cluster refuses, or does not answer within <see cref="StreamsOptions.StartTimeout"/>.</exception>
    /// <exception cref="InvalidOperationException">The application was started before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _lifecycle.BeginStart();
        try
        {
            Validate();
            _topology.Graph.Freeze();
            var naming = _topology.Graph.CreateNaming(_options.ApplicationId);
            var settings = RuntimeSettingsFactory.Create(_options) with
            {
                Committed = new CommittedOffsets(_topology.Graph.InternalTopics.Keys.Select(naming.InCluster).ToHashSet()),
            };
            if (!await TryPrepareAsync(naming, settings, cancellationToken).ConfigureAwait(false))
            {
                _lifecycle.Started([]);
                return;
            }

            var workers = new List<WorkerThread>();
            for (var index = 0; index < _options.Workers; index++)
            {
                var signal = new WorkerSignal();
                var worker = new StreamWorker(index, settings, _topology.Graph, naming, _client, signal.Set, signal.Wait);
                workers.Add(new WorkerThread(worker, signal, settings, _lifecycle));
            }

            var stalls = new StallWatch(workers, settings);
            _lifecycle.Stopped.GetAwaiter().OnCompleted(stalls.Dispose);
            var topics = new TopicWatch(_topology.Graph, naming, settings, _contact, _client.CreateAdmin(), _options.PurgeInterval);
            _lifecycle.Stopped.GetAwaiter().OnCompleted(topics.Dispose);
            _running = workers;
            _lifecycle.Started(workers);
        }
        catch (Exception exception)
        {
            _lifecycle.StartFailed(exception);
            throw;
        }
    }

    /// <summary>
    /// Stops the workers: handlers in flight may end, what is done is committed, the group is left. May be called in any state, and twice.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the stopping.</param>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        _lifecycle.BeginStop();
        return _lifecycle.Stopped.WaitAsync(cancellationToken);
    }

    /// <summary>Stops the application, if it was started, and waits for it.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>Waits for the cluster and prepares the topics.</summary>
    /// <returns>False if the application was asked to stop meanwhile.</returns>
    private async Task<bool> TryPrepareAsync(TopicNaming naming, RuntimeSettings settings, CancellationToken cancellationToken)
    {
        using var admin = _client.CreateAdmin();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifecycle.StopRequested);
        var preparation = new TopicPreparation(_topology.Graph, naming, admin, settings.Logger)
        {
            ReplicationFactor = _options.ReplicationFactor,
            DeadLetterTopics = _options.DeadLetterTopics,
            Identities = settings.Topics,
        };
        try
        {
            await new ClusterWait(_contact, _options.StartTimeout, _options.TimeProvider).RunAsync(preparation.RunAsync, ended.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (_lifecycle.StopRequested.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Validate()
    {
        List<string> problems = [.. _options.Validate(), .. _client.Validate()];
        if (_options.Guarantee == ProcessingGuarantee.ExactlyOnce && !_client.SupportsExactlyOnce)
        {
            problems.Add(
                $"{nameof(StreamsOptions.Guarantee)} is {nameof(ProcessingGuarantee.ExactlyOnce)}, but the cluster {_client.Description} does not " +
                "keep offsets sent in " +
                "transactions or hide aborted records. Use a real Kafka cluster, or at-least-once.");
        }

        if (problems.Count > 0)
        {
            throw new StreamsConfigurationException(problems);
        }
    }
}
