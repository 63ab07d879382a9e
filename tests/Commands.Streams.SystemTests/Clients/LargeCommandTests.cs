using Commands.Streams.Interop;
using Commands.Streams.Kafka;
using Commands.Streams.Redriving;
using Confluent.Kafka;

namespace Commands.Streams.SystemTests.Clients;

/// <summary>Commands as large as Java's producer writes them, on a broker with its own limits: none ends the subscriber, none is lost.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LargeCommandTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private KafkaClient _kafka = null!;
    private CommandStream<long, byte[]> _commands = null!;
    private ResponseStream<long, byte[]> _receipts = null!;
    private string _letters = null!;

    [SetUp]
    public async Task Connect()
    {
        _kafka = RealKafka.Connect();
        _commands = CommandStream.Define(await RealKafka.CreateTopicAsync(_kafka, 1), Serdes.Int64, Serdes.ByteArray, partitions: 1);
        _receipts = ResponseStream.Define(await RealKafka.CreateTopicAsync(_kafka, 1), Serdes.Int64, Serdes.ByteArray, partitions: 1);
        _letters = await RealKafka.CreateTopicAsync(_kafka, 1);
    }

    [TearDown]
    public void Disconnect() => _kafka?.Dispose();

    [Test]
    public async Task Commands_up_to_the_brokers_limit_are_retried_and_become_dead_letters([Values] ProcessingGuarantee guarantee)
    {
        var tries = 0;
        var topology = new CommandTopology<long, byte[]>(_commands)
            .RetryLater(RetryOrder.Strict, TimeSpan.FromMilliseconds(200))
            .DeadLetterTo(_letters)
            .Respond(_receipts)
            .ForEach(command =>
            {
                Interlocked.Increment(ref tries);
                return command.Value.Length > 10 ? throw new InvalidOperationException("No forklift.") : command.Value;
            })
            .Build();
        await using var warehouse = new StreamsApplication(
            topology, new StreamsOptions { ApplicationId = _commands.Topic, Guarantee = guarantee }, _kafka);
        await warehouse.StartAsync();
        int[] sizes = [900_000, 995_000, 1_000_001, 1_048_000, 1_048_480, 5];

        // While the limit of the dead-letter topic is not known, a letter that is refused on its way is written again behind those that were not.
        await WriteAsync(sizes, ..3);
        await UntilAsync(_receipts.Topic, 3);
        await WriteAsync(sizes, 3..);
        await UntilAsync(_receipts.Topic, sizes.Length);

        warehouse.State.Should().Be(ApplicationState.Running);
        var letters = await ReadAsync(_letters);
        letters.Select(letter => (letter.OriginalOffset, letter.Value?.Length ?? 0, letter.Omitted)).Distinct().Should().Equal(
            (0, 900_000, null),
            (1, 995_000, null),
            (2, 1_000_001, null),
            (3, 1_048_000, "stacktrace,headers"),
            (4, 0, "stacktrace,headers,value"));
        tries.Should().BeGreaterThanOrEqualTo((2 * (sizes.Length - 1)) + 1);
        await warehouse.StopAsync().WaitAsync(Patience);
    }

    [Test]
    public async Task Responses_above_their_topics_limit_become_small_ones_that_say_so([Values] ProcessingGuarantee guarantee)
    {
        var topology = new CommandTopology<long, byte[]>(_commands)
            .Respond(_receipts)
            .MaxResponseBytes(10_000_000)
            .ForEach(command => new byte[command.Value.Length * 1_000])
            .Build();
        await using var warehouse = new StreamsApplication(
            topology, new StreamsOptions { ApplicationId = _commands.Topic, Guarantee = guarantee }, _kafka);
        await warehouse.StartAsync();
        int[] sizes = [10, 1_100, 20, 1_200, 1_300];

        await WriteAsync(sizes, ..);
        await UntilAsync(_receipts.Topic, sizes.Length);

        warehouse.State.Should().Be(ApplicationState.Running);
        var receipts = await ReadAsync(_receipts.Topic);
        receipts.Select(receipt => (receipt.Value?.Length ?? 0, receipt.Headers.GetCommandError())).Distinct().Should().BeEquivalentTo(
            [(10_000, (string?)null), (20_000, null), (0, CommandErrors.ResponseTooLarge)]);
        await warehouse.StopAsync().WaitAsync(Patience);
    }

    private async Task WriteAsync(int[] sizes, Range numbers)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
        {
            BootstrapServers = Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA"),
            MessageMaxBytes = 2_000_000,
        }).Build();
        foreach (var number in Enumerable.Range(0, sizes.Length).Take(numbers))
        {
            var headers = new Confluent.Kafka.Headers { { CommandHeaders.CommandId, [(byte)('0' + number)] } };
            await producer.ProduceAsync(
                _commands.Topic, new Message<byte[], byte[]> { Key = [0, 0, 0, 0, 0, 0, 0, (byte)number], Value = new byte[sizes[number]], Headers = headers });
        }
    }

    private async Task UntilAsync(string topic, int count)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while ((await ReadAsync(topic)).DistinctBy(record => $"{record.Headers.GetCommandId()}").Count() < count)
        {
            await Task.Delay(200, deadline.Token);
        }
    }

    /// <summary>Any topic can be read as if it held dead letters.</summary>
    private async Task<List<DeadLetter>> ReadAsync(string topic)
    {
        var records = new List<DeadLetter>();
        await foreach (var record in new DeadLetterTopic(_kafka, topic).ReadAsync())
        {
            records.Add(record);
        }

        return records;
    }
}
