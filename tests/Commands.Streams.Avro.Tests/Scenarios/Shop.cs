using System.Collections.Concurrent;
using Commands.Streams.Avro.Tests.Support;
using Commands.Streams.Kafka;
using Commands.Streams.Serialization;
using Confluent.Kafka;
using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro.Tests.Scenarios;

public sealed record DispatchReceipt(string TrackingNumber);

/// <summary>
/// Commands in Avro on an embedded cluster, and an application that answers them in Avro and reads the answers, with a worker that the group takes for dead
/// where it is not polled for 3 s. The schema of the commands is known to the registry by two ids, so that one can be known while the other is asked for.
/// </summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string CommandTopic = "dispatch_products";
    public const string ReceiptTopic = "dispatch_receipts";
    public const int KnownId = 7;
    public const int NewId = 8;
    public const int ReceiptId = 9;

    private const int MaxPollIntervalMs = 3000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EmbeddedCluster _cluster = EmbeddedCluster.Start();
    private readonly KafkaClient _kafka;
    private readonly ConcurrentQueue<ApplicationState> _states = new();
    private readonly ConcurrentQueue<string> _handled = new();
    private readonly ConcurrentQueue<long> _answered = new();
    private readonly SemaphoreSlim _received = new(0);
    private StreamsApplication? _application;

    public Shop(KafkaGroupProtocol protocol = KafkaGroupProtocol.Consumer)
    {
        _kafka = _cluster.CreateClient(options =>
        {
            options.GroupProtocol = protocol;
            options.Consumer.MaxPollIntervalMs = MaxPollIntervalMs;
        });
        _cluster.CreateTopic(CommandTopic, 2);
        _cluster.CreateTopic(ReceiptTopic, 2);
        Registry.Answer = path => Task.FromResult(Answer(path));
    }

    public StubRegistry Registry { get; } = new();

    public EventLog Log { get; } = new();

    /// <summary>The states since the start.</summary>
    public IReadOnlyCollection<ApplicationState> States => _states;

    /// <summary>The addresses of the commands, which are their order ids, in the order in which they were handled.</summary>
    public IReadOnlyCollection<string> Handled => _handled;

    /// <summary>The orders whose receipts were read back.</summary>
    public IReadOnlyCollection<long> Answered => _answered;

    public Task Completion => _application!.Completion;

    /// <summary>What a registry that is well answers.</summary>
    public static (int Status, string Body) Answer(string path) => path switch
    {
        "/schemas/ids/7" or "/schemas/ids/8" => StubRegistry.Schema(Ksql.Schema),
        "/schemas/ids/9" => StubRegistry.Schema(AvroSerdes.SchemaOf<DispatchReceipt>()),
        "/subjects/dispatch_receipts-value/versions" => (200, $$"""{"id":{{ReceiptId}}}"""),
        _ => (404, """{"error_code":40403,"message":"not found"}"""),
    };

    public AvroSerdes Connect(TimeSpan retryFor) => new(
        new SchemaRegistryConfig { Url = Registry.Url, MaxRetries = 1, RetriesWaitMs = 10, RetriesMaxWaitMs = 20 },
        new AvroSerdeOptions { RetryFor = retryFor, Logger = Log });

    /// <summary>Starts the application.</summary>
    public async Task StartAsync(ISerde<DispatchProduct> commands, ISerde<DispatchReceipt> receipts)
    {
        var builder = new StreamsBuilder();
        builder.Stream(CommandTopic, Consumed.With(Serdes.Int64, commands))
            .MapValues(command =>
            {
                _handled.Enqueue(command.Address);
                return new DispatchReceipt($"to {command.Address}");
            })
            .To(ReceiptTopic, Produced.With(Serdes.Int64, receipts));
        builder.Stream(ReceiptTopic, Consumed.With(Serdes.Int64, receipts)).ForEach((orderId, _) =>
        {
            _answered.Enqueue(orderId);
            _received.Release();
        });
        _application = new StreamsApplication(
            builder.Build(), new StreamsOptions { ApplicationId = "shop", LoggerFactory = Log, CommitInterval = TimeSpan.FromMilliseconds(100) }, _kafka);
        _application.StateChanged += _states.Enqueue;
        await _application.StartAsync();
    }

    /// <summary>Writes commands as ksqlDB does, with consecutive order ids.</summary>
    public async Task OrderAsync(int schemaId, int partition, long first, int count)
    {
        using var producer = new ProducerBuilder<long, byte[]>(new ProducerConfig { BootstrapServers = _cluster.BootstrapServers }).Build();
        for (var orderId = first; orderId < first + count; orderId++)
        {
            var address = System.Text.Encoding.UTF8.GetBytes($"{orderId}");
            await producer.ProduceAsync(
                new TopicPartition(CommandTopic, partition),
                new Message<long, byte[]> { Key = orderId, Value = [0, 0, 0, 0, (byte)schemaId, 2, (byte)(address.Length * 2), .. address] });
        }
    }

    /// <summary>Waits until so many answers were read altogether.</summary>
    public async Task UntilAnsweredAsync(int count)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (_answered.Count < count)
        {
            await _received.WaitAsync(deadline.Token);
        }
    }

    /// <summary>Waits until the application has failed.</summary>
    public async Task<Exception> FailureAsync()
    {
        var failure = await FluentActions.Awaiting(() => Completion.WaitAsync(Patience)).Should().ThrowAsync<Exception>();
        await StopAsync();
        return failure.Which;
    }

    public async Task StopAsync() => await _application!.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        Registry.Dispose();
        _kafka.Dispose();
        _cluster.Dispose();
        _received.Dispose();
    }
}
