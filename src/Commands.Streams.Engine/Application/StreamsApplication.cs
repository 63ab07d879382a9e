using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Graph;
using Commands.Streams.Records;
using Commands.Streams.Runtime;
using Commands.Streams.Runtime.Committing;
using Commands.Streams.Runtime.Restoring;
using Commands.Streams.Runtime.Starting;
using Commands.Streams.Runtime.Watching;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.State;
using Commands.Streams.State.Files;

namespace Commands.Streams;

/// <summary>
/// Runs a topology on a cluster once, from <see cref="StartAsync"/> to <see cref="StopAsync"/>. All members may be called from any thread. The
/// application does not own the client: dispose the client after the application.
/// </summary>
public sealed partial class StreamsApplication : IAsyncDisposable
{
    /// <summary>A turn of a worker that takes longer than this is logged and degrades the health check.</summary>
    public static readonly TimeSpan LongTurn = StallWatch.Limit;

    private readonly Topology _topology;
    private readonly StreamsOptions _options;
    private readonly IStreamsClient _client;
    private readonly ApplicationLifecycle _lifecycle;
    private readonly ClusterContact _contact;
    private volatile IReadOnlyList<WorkerThread> _running = [];

    /// <summary>Creates an application. Checks nothing and connects to nothing yet.</summary>
    /// <param name="topology">The topology to run.</param>
    /// <param name="options">The options; they are copied.</param>
    /// <param name="client">The client of the cluster to run on.</param>
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
    /// Raised after each change of <see cref="State"/>, on the thread that caused it. Return quickly, and do not wait for the application.
    /// </summary>
    public event Action<ApplicationState>? StateChanged
    {
        add => _lifecycle.StateChanged += value;
        remove => _lifecycle.StateChanged -= value;
    }

    /// <summary>
    /// Raised with the reason when the cluster stops answering, and with <see langword="null"/> when it answers again. Called on a thread of the
    /// application: return quickly.
    /// </summary>
    public event Action<ClientException?>? ClusterErrorChanged
    {
        add => _contact.Changed += value;
        remove => _contact.Changed -= value;
    }

    /// <summary>The current state.</summary>
    public ApplicationState State => _lifecycle.State;

    /// <summary>The id that the application runs under.</summary>
    public string ApplicationId => _options.ApplicationId;

    /// <summary>Completes when the application has stopped; faults with the cause if a failure stopped it.</summary>
    public Task Completion => _lifecycle.Completion;

    /// <summary>The reason why the cluster does not answer at the moment. The application keeps trying on its own.</summary>
    /// <value><see langword="null"/> while the cluster answers.</value>
    public ClientException? ClusterError => _contact.Error;

    /// <summary>
    /// The output partitions that have not acknowledged the records written to them for seconds, for example because they have no leader. Tasks that
    /// have written to them wait; the others continue. Blocked outputs are also logged and degrade the health check.
    /// </summary>
    /// <value>Empty if no output is blocked.</value>
    public IReadOnlyList<TopicPartition> BlockedOutputs => [.. _running.SelectMany(static worker => worker.BlockedOutputs).Distinct()];

    /// <summary>
    /// The longest time any worker has been in its current turn; normally a few milliseconds. A turn longer than <see cref="LongTurn"/> is also
    /// logged: a handler or a call to the client has not returned.
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
    /// Checks topology, options and topics, creates the internal topics, and starts the workers. Returns once the workers have started; see
    /// <see cref="State"/> for when they have partitions. If the cluster cannot be reached, waits for it: see <see cref="ClusterError"/> and
    /// <see cref="StreamsOptions.StartTimeout"/>. <see cref="StopAsync"/> ends that wait.
    /// </summary>
    /// <param name="cancellationToken">A token to cancel the start.</param>
    /// <exception cref="TopologyException">The topology is invalid; the message lists every problem.</exception>
    /// <exception cref="StreamsConfigurationException">Options, client or topics are invalid; the message lists every problem.</exception>
    /// <exception cref="ClientException">The cluster refuses the request, or does not answer within <see cref="StreamsOptions.StartTimeout"/>.</exception>
    /// <exception cref="InvalidOperationException">The application has already been started.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _lifecycle.BeginStart();
        try
        {
            Validate();
            _topology.Graph.Freeze();
            var naming = _topology.Graph.CreateNaming(_options.ApplicationId);
            var settings = OpenStateDirectory(RuntimeSettingsFactory.Create(_options)) with
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
            _lifecycle.Started(workers);
            _running = workers;
        }
        catch (Exception exception)
        {
            _lifecycle.StartFailed(exception);
            throw;
        }
    }

    /// <summary>
    /// Stops the workers: lets handlers in flight finish, commits the finished work and leaves the group. May be called in any state, and more than
    /// once.
    /// </summary>
    /// <param name="cancellationToken">A token to cancel the wait; the application continues to stop.</param>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        _lifecycle.BeginStop();
        return _lifecycle.Stopped.WaitAsync(cancellationToken);
    }

    /// <summary>Stops the application, if it has been started, and waits until it has stopped.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>Opens the state directory, if any store is persistent. It is closed when the application has stopped.</summary>
    private RuntimeSettings OpenStateDirectory(RuntimeSettings settings)
    {
        if (!_topology.Graph.Stores.Values.Any(static store => store.Supplier.Type == StoreType.Persistent))
        {
            return settings;
        }

        var owner = new StateOwner(_options.ApplicationId, Environment.ProcessId, Environment.MachineName);
        var directory = StateDirectory.Open(new DiskFiles(), _options.StateDirectory, owner, settings.ProcessId, _options.TimeProvider);
        _lifecycle.Stopped.GetAwaiter().OnCompleted(directory.Dispose);
        var cleaner = new StateCleaner(directory, _options.StateCleanupDelay, _options.TimeProvider, settings.Logger);
        _lifecycle.Stopped.GetAwaiter().OnCompleted(cleaner.Dispose);
        return settings with
        {
            BackEnds = new PersistentBackEnds(directory, _options.PersistentStores!, settings.Logger),
            ProcessId = _options.ProcessId == Guid.Empty ? directory.ProcessId : _options.ProcessId,
        };
    }

    /// <summary>Waits for the cluster and prepares the topics.</summary>
    /// <returns><see langword="false"/> if the application was asked to stop meanwhile; otherwise <see langword="true"/>.</returns>
    private async Task<bool> TryPrepareAsync(TopicNaming naming, RuntimeSettings settings, CancellationToken cancellationToken)
    {
        using var admin = _client.CreateAdmin();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifecycle.StopRequested);
        var preparation = new TopicPreparation(_topology.Graph, naming, admin, settings.Logger)
        {
            ReplicationFactor = _options.ReplicationFactor,
            DeadLetterTopics = _options.DeadLetterTopics,
            Identities = settings.Topics,
            TimeProvider = _options.TimeProvider,
            StorePartitions = _storePartitions,
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
                $"{nameof(StreamsOptions.Guarantee)} is {nameof(ProcessingGuarantee.ExactlyOnce)}, but the cluster {_client.Description} " +
                "does not keep offsets sent in transactions or hide aborted records. Use a real Kafka cluster, or at-least-once.");
        }

        string[] persistent = [.. _topology.Graph.Stores.Values.Where(static store => store.Supplier.Type == StoreType.Persistent).Select(store => store.Name)];
        if (persistent.Length > 0)
        {
            problems.AddRange(_options.PersistentStores?.Validate() ??
            [
                $"{nameof(StreamsOptions.PersistentStores)} is not set, but the topology has persistent state stores: " +
                $"{string.Join(", ", persistent.Select(name => $"'{name}'"))}. Set it, for example with UseRocksDb of the package Commands.Streams.RocksDb, " +
                "or use stores in memory.",
            ]);
        }

        if (problems.Count > 0)
        {
            throw new StreamsConfigurationException(problems);
        }
    }
}
