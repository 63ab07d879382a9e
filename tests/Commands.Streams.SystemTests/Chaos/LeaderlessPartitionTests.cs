using System.Globalization;
using Commands.Streams.Kafka;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>
/// The only replica of one of six output partitions is away for a minute: the other five go on, and it is said which one stands still.
/// COMMANDS_STREAMS_CHAOS_AWAY_SECONDS sets for how long.
/// </summary>
[NonParallelizable]
public sealed class LeaderlessPartitionTests
{
    private const int Partitions = 6;
    private const int PerSecond = 300;
    private const int Victim = Partitions - 1;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(ChaosRun.Size("COMMANDS_STREAMS_CHAOS_AWAY_SECONDS", 60));
    private static readonly TimeSpan WarnedWithin = TimeSpan.FromSeconds(5);

    [TestCase(ProcessingGuarantee.AtLeastOnce)]
    [TestCase(ProcessingGuarantee.ExactlyOnce)]
    public async Task The_others_go_on_at_half_their_rate_or_better_and_a_warning_names_it(ProcessingGuarantee guarantee)
    {
        ChaosRun.IgnoreUnlessAsked();
        await using var cluster = await OwnCluster.StartAsync(nodes: 3);
        var (input, output) = ($"in-{Guid.NewGuid():N}", $"out-{Guid.NewGuid():N}");
        await CreateTopicsAsync(cluster.Servers, input, output);
        using var kafka = new KafkaClient(new KafkaOptions { BootstrapServers = cluster.Servers });
        using var log = new LineLog();
        var builder = new StreamsBuilder();
        builder.Stream(input, Consumed.With(Serdes.Int64, Serdes.String))
            .To(output, Produced.With(Serdes.Int64, Serdes.String).WithPartitioner((_, key, _, _) => (int)key));
        await using var application = new StreamsApplication(
            builder.Build(), new StreamsOptions { ApplicationId = $"app-{input}", Guarantee = guarantee, LoggerFactory = log }, kafka);
        await application.StartAsync();
        using var over = new CancellationTokenSource();
        var writing = WriteAsync(cluster.Servers, input, over.Token);

        await Task.Delay(Before); // until everything is warm
        var usual = await RateAsync(cluster.Servers, input, Before);
        var killed = DateTimeOffset.UtcNow;
        await cluster.KillAsync(3);
        var warned = WhenWarnedAsync(log, output, over.Token);
        var rate = await RateAsync(cluster.Servers, input, Away);
        var resumed = TimeProvider.System.GetTimestamp();
        await cluster.ResumeAsync(3);
        await Task.Delay(Before);
        await over.CancelAsync();
        var written = await writing;
        var warning = await warned - killed;
        await WhenAllDoneAsync(cluster.Servers, input, written);

        TestContext.Out.WriteLine(
            $"{guarantee}: {usual:0} records a second before, {rate:0} while one of six partitions was away for {Away}; warned after {warning}; " +
            $"all done {TimeProvider.System.GetElapsedTime(resumed)} after it was sent for");
        TestContext.Out.WriteLine(string.Join(Environment.NewLine, log.Lines));
        await application.StopAsync().WaitAsync(ChaosRun.Patience);
        rate.Should().BeGreaterThan(usual / 2);
        warning.Should().BeLessThan(WarnedWithin);
        var values = CommittedRecords.ReadToEnd(cluster.Servers, output, Partitions).Select(record => record.Value).ToList();
        values.Distinct().Should().HaveCount(written);
        if (guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            values.Should().HaveCount(written);
        }
    }

    /// <summary>Everything is on the first two nodes, but for the last partition of the output.</summary>
    private static async Task CreateTopicsAsync(string servers, string input, string output)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync(
            [Spread(input, partition => 1 + (partition % 2)), Spread(output, partition => partition == Victim ? 3 : 1 + (partition % 2))]);
    }

    private static TopicSpecification Spread(string topic, Func<int, int> nodeOf) => new()
    {
        Name = topic,
        NumPartitions = Partitions,
        ReplicasAssignments = Enumerable.Range(0, Partitions).ToDictionary(partition => partition, partition => new List<int> { nodeOf(partition) }),
    };

    private static async Task<int> WriteAsync(string servers, string topic, CancellationToken until)
    {
        using var producer = new ProducerBuilder<byte[], string>(new ProducerConfig { BootstrapServers = servers, EnableIdempotence = true }).Build();
        using var pace = new PeriodicTimer(Tick);
        var written = 0;
        while (!until.IsCancellationRequested)
        {
            for (var i = 0; i < PerSecond / 10; i++, written++)
            {
                var partition = written % Partitions;
                producer.Produce(
                    new Confluent.Kafka.TopicPartition(topic, partition),
                    new Message<byte[], string> { Key = [0, 0, 0, 0, 0, 0, 0, (byte)partition], Value = written.ToString(CultureInfo.InvariantCulture) });
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }

        producer.Flush(ChaosRun.Patience);
        return written;
    }

    /// <summary>How many records a second are done for the other partitions.</summary>
    private static async Task<double> RateAsync(string servers, string input, TimeSpan over)
    {
        var (begin, before) = (TimeProvider.System.GetTimestamp(), await DoneAsync(servers, input, Victim));
        await Task.Delay(over);
        return (await DoneAsync(servers, input, Victim) - before) / TimeProvider.System.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task WhenAllDoneAsync(string servers, string input, int written)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (await DoneAsync(servers, input, Partitions) < written)
        {
            TimeProvider.System.GetElapsedTime(begin).Should().BeLessThan(ChaosRun.Patience, "what waited is done once its partition is back");
            await Task.Delay(Tick);
        }
    }

    /// <summary>What is committed of the first partitions of the input.</summary>
    private static async Task<long> DoneAsync(string servers, string input, int partitions)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        var asked = Enumerable.Range(0, partitions).Select(partition => new Confluent.Kafka.TopicPartition(input, partition)).ToList();
        var groups = await admin.ListConsumerGroupOffsetsAsync(
            [new ConsumerGroupTopicPartitions($"app-{input}", asked)], new() { RequireStableOffsets = false });
        return groups[0].Partitions.Sum(partition => Math.Max(partition.Offset.Value, 0));
    }

    private static async Task<DateTimeOffset> WhenWarnedAsync(LineLog log, string topic, CancellationToken until)
    {
        while (!log.Lines.Any(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(topic, StringComparison.Ordinal))
            && !until.IsCancellationRequested)
        {
            await Task.Delay(Tick, CancellationToken.None);
        }

        return DateTimeOffset.UtcNow;
    }
}
