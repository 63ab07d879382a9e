using Commands.Streams.Guarding;
using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Kafka;

namespace Commands.Streams.Hosting;

/// <summary>
/// Runs a Streamiz application with the host. Streamiz goes on while one of its threads lives; here the application has failed with the first that
/// ends.
/// </summary>
internal sealed class StreamizHostedService : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _givingUp = new();
    private readonly StreamizRegistration _registration;
    private readonly IServiceProvider _services;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly ApplicationGuard _guard;
    private GuardedKafkaSupplier? _supplier;
    private KafkaStream? _stream;
    private volatile KafkaStream.State _state = KafkaStream.State.CREATED;
    private volatile bool _stopping;
    private Exception? _failure;

    public StreamizHostedService(
        StreamizRegistration registration, IServiceProvider services, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    {
        _registration = registration;
        _services = services;
        _lifetime = lifetime;
        _loggers = loggers;
        _log = loggers.CreateLogger<StreamizHostedService>();
        _guard = new ApplicationGuard(OnFailure);
    }

    public string ApplicationId => _registration.ApplicationId;

    public KafkaStream.State State => _state;

    /// <summary>What failed the application; <see langword="null"/> while nothing has.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var config = CreateConfig();
        _guard.Watch(config);
        var builder = new HostedStreamBuilder(_loggers, _givingUp.Token);
        _registration.Describe(_services, builder);
        _supplier = new GuardedKafkaSupplier(new DefaultKafkaClientSupplier(new KafkaLoggerAdapter(config), config), _guard);
        var stream = new KafkaStream(builder.Build(), config, _supplier);
        stream.StateChanged += OnStateChanged;
        _stream = stream;
        await stream.StartAsync().ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stream is not { } stream)
        {
            return;
        }

        _stopping = true;
        _givingUp.CancelAfter(_registration.Options.DrainTimeout);

        // Streamiz waits for its threads, and a thread for its handler, so this blocks.
        var stop = Task.Run(
            () =>
            {
                stream.Dispose();
                _supplier!.Dispose();
            },
            CancellationToken.None);
        try
        {
            await stop.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"Streamiz application '{ApplicationId}' did not stop within the host's time limit. Set HostOptions.ShutdownTimeout to more than " +
                $"{nameof(StreamizHostOptions.DrainTimeout)}, which is {_registration.Options.DrainTimeout}.");
        }

        if (_registration.Options.StopHostOnFailure && Failure is { } failure)
        {
            // Whoever runs the host sees it, and the process ends with an exit code other than 0.
            throw new InvalidOperationException($"Streamiz application '{ApplicationId}' failed: {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        _givingUp.Dispose();
        _guard.Dispose();
    }

    private StreamConfig CreateConfig()
    {
        // Streamiz' own default passes over what was written before the application first committed.
        var config =
            new StreamConfig { ApplicationId = ApplicationId, Logger = new LastingLoggerFactory(_loggers), AutoOffsetReset = AutoOffsetReset.Earliest };
        _registration.Configure(config);
        if (config.ApplicationId != ApplicationId)
        {
            throw new InvalidOperationException(
                $"Streamiz application '{ApplicationId}' was configured with the application id '{config.ApplicationId}'. " +
                "Give that id to AddStreamizCommands.");
        }

        return config.ParallelProcessing
            ? throw new NotSupportedException(
                $"Streamiz application '{ApplicationId}' has ParallelProcessing, " +
                "under which Streamiz lets no processor forward, so commands could not be answered. Leave it off.")
            : config;
    }

    private void OnStateChanged(KafkaStream.State before, KafkaStream.State after)
    {
        _state = after;
        if (after == KafkaStream.State.ERROR)
        {
            OnFailure(new InvalidOperationException($"Streamiz application '{ApplicationId}' is in the state ERROR; its log says why."));
        }
    }

    /// <summary>Called on any thread. The first failure is the cause of the others.</summary>
    private void OnFailure(Exception exception)
    {
        if (_stopping || Interlocked.CompareExchange(ref _failure, exception, null) is not null)
        {
            return;
        }

        var stops = _registration.Options.StopHostOnFailure;
        StreamizLog.ApplicationFailed(_log, exception, ApplicationId, stops ? "The host stops." : "The host goes on.");
        if (stops)
        {
            _lifetime.StopApplication();
        }
    }
}
