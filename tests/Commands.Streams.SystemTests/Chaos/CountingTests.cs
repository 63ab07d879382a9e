using System.Globalization;
using System.Reflection;
using Commands.Streams.Kafka;
using Commands.Streams.Records;
using Commands.Streams.SystemTests.Samples;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>
/// Three instances count the records of many keys in state stores while they are killed at random, and the broker twice. COMMANDS_STREAMS_CHAOS_COMMANDS,
/// COMMANDS_STREAMS_CHAOS_KEYS and COMMANDS_STREAMS_CHAOS_KILLS set how many records, keys and kills.
/// </summary>
[NonParallelizable]
public sealed class CountingTests
{
    private const int Partitions = 8;
    private const int Instances = 3;

    private static readonly int Records = ChaosRun.Size("COMMANDS_STREAMS_CHAOS_COMMANDS", 500_000);
    private static readonly int Keys = ChaosRun.Size("COMMANDS_STREAMS_CHAOS_KEYS", 100_000);
    private static readonly int Kills = ChaosRun.Size("COMMANDS_STREAMS_CHAOS_KILLS", 30);

    private readonly Random _random = new(1);
    private KafkaClient _kafka = null!;
    private string _topic = null!;
    private string _directory = null!;

    [SetUp]
    public async Task Begin()
    {
        ChaosRun.IgnoreUnlessAsked();
        _kafka = RealKafka.Connect();
        _topic = await RealKafka.CreateTopicAsync(_kafka, Partitions);
        using var admin = _kafka.CreateAdmin();
        await admin.CreateTopicsAsync([new TopicSpecification($"{_topic}-counts", Partitions)], CancellationToken.None);
        _directory = Directory.CreateTempSubdirectory("counting-").FullName;
    }

    [TearDown]
    public void End()
    {
        _kafka?.Dispose();
        if (_directory is not null)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    [TestCase("disk")]
    [TestCase("memory")]
    public async Task Exactly_once_every_count_is_written_once(string store)
    {
        await RunAsync(ProcessingGuarantee.ExactlyOnce, store);

        var written = Read().GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Select(count => count.Number).ToList());
        foreach (var (key, count) in Expected())
        {
            written.GetValueOrDefault(key).Should().Equal(Enumerable.Range(1, count), $"key {key} has {count} records");
        }
    }

    [TestCase("disk")]
    [TestCase("memory")]
    public async Task At_least_once_no_count_is_too_small(string store)
    {
        await RunAsync(ProcessingGuarantee.AtLeastOnce, store);

        var written = Read().GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Last().Number);
        foreach (var (key, count) in Expected())
        {
            written.GetValueOrDefault(key).Should().BeGreaterThanOrEqualTo(count, $"key {key} has {count} records");
        }
    }

    private async Task RunAsync(ProcessingGuarantee guarantee, string store)
    {
        var application = $"app-{_topic}";
        await KafkaTool.ShortenSessionsAsync(application);
        var begin = TimeProvider.System.GetTimestamp();
        var writing = NumberedCommands.WriteAsync(_kafka, _topic, Partitions, Records, Keys);
        var lives = Enumerable.Range(0, Instances).Select(Start).ToArray();
        var restored = new List<string>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            await Task.Delay(_random.Next(500, 3_000));
            var victim = _random.Next(Instances);
            lives[victim].Kill();
            restored.AddRange(lives[victim].Lines);
            lives[victim].Dispose();
            lives[victim] = Start(victim);
            if (kill == Kills / 3 || kill == Kills * 2 / 3)
            {
                await KafkaTool.RestartNodeAsync(1);
            }
        }

        await writing;
        using var deadline = new CancellationTokenSource(ChaosRun.Patience);
        while (!await KafkaTool.HasCaughtUpAsync(application))
        {
            deadline.Token.ThrowIfCancellationRequested();
        }

        foreach (var life in lives)
        {
            (await life.TerminateAsync()).Should().Be(0, life.Errors);
            restored.AddRange(life.Lines);
            life.Dispose();
        }

        var counts = restored.Select(line => long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)).Order().ToList();
        TestContext.Out.WriteLine(
            $"{guarantee}, {store}: {Records} records, {Keys} keys, {Kills} kills and 2 crashes of the broker in " +
            $"{TimeProvider.System.GetElapsedTime(begin)}; {counts.Count} restorations of {counts[counts.Count / 2]} records (median), " +
            $"{counts[^1]} at most, {counts.Count(count => count == 0)} of none");

        SampleProcess Start(int instance) => new(
            Assembly.Load("Commands.Streams.ChaosHost"),
            [
                _kafka.Description, application, _topic, guarantee.ToString(), "count", store,
                Path.Combine(_directory, instance.ToString(CultureInfo.InvariantCulture)),
            ]);
    }

    private static Dictionary<int, int> Expected() => Enumerable.Range(0, Records).CountBy(number => number % Keys).ToDictionary();

    private IEnumerable<(int Key, int Number)> Read() =>
        CommittedRecords.ReadToEnd(_kafka.Description, $"{_topic}-counts", Partitions).Select(record =>
        {
            var parts = record.Value.Split('=');
            return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        });
}
