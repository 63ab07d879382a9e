using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka;
using Commands.Streams.Records;
using Commands.Streams.Redrive;
using Commands.Streams.Redriving;
using Commands.Streams.SystemTests.Samples;

namespace Commands.Streams.SystemTests.Tools;

/// <summary>The tool as a process, on the broker that COMMANDS_STREAMS_KAFKA names.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RedriveToolTests
{
    private const int Keys = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private KafkaClient _client = null!;
    private string _orders = null!;
    private string _deadLetters = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _client = RealKafka.Connect();
        _orders = await RealKafka.CreateTopicAsync(_client, 3);
        _deadLetters = await RealKafka.CreateTopicAsync(_client, 2);
    }

    [TearDown]
    public void Stop() => _client?.Dispose();

    [Test]
    public async Task A_redrive_that_is_killed_again_and_again_writes_every_letter_once_and_in_order_per_key()
    {
        const int letters = 2_000;
        const int kills = 8;
        await WriteAsync(letters);

        for (var kill = 0; kill < kills; kill++)
        {
            using var tool = Start("redrive", "--batch", "25");
            var seen = 0;
            var target = 10 + (kill * 40);
            await tool.UntilAsync(_ => seen++, () => seen >= target, Patience);
            tool.Kill();
        }

        using var last = Start("redrive", "--quiet");
        (await last.ExitAsync()).Should().Be(0, last.Errors);

        var redriven = await ReadAsync(_orders, letters);
        redriven.Should().HaveCount(letters);
        redriven.GroupBy(record => Encoding.UTF8.GetString(record.Key!)).Should().HaveCount(Keys)
            .And.OnlyContain(key => key.Select(Number).SequenceEqual(Numbers(key.Key, letters)));
        redriven.Should()
            .OnlyContain(record => record.Headers.Count == 2 && record.Headers.LastText("own") == "kept" && record.OriginalTimestamp == 1_700_000_000_000);
    }

    [Test]
    public async Task The_newer_of_two_redrives_goes_on_and_the_older_says_so()
    {
        await WriteAsync(200);
        using var older = Start("redrive", "--batch", "10", "--per-second", "10");
        var seen = 0;
        await older.UntilAsync(_ => seen++, () => seen >= 10, Patience);

        using var newer = Start("redrive", "--quiet");

        (await newer.ExitAsync()).Should().Be(0, newer.Errors);
        (await older.ExitAsync()).Should().Be(2);
        older.Errors.Should().Contain($"Another redrive of topic '{_deadLetters}' has begun");
        (await ReadAsync(_orders, 200)).Should().HaveCount(200);
    }

    [Test]
    public async Task Letters_are_listed_and_shown_and_listed_no_more_once_redriven()
    {
        await WriteAsync(5);

        var listed = await RunAsync("list");
        listed[0].Should().StartWith("position\tstate\tkey\torigin");
        listed.Should()
            .HaveCount(6).And
            .ContainSingle(line => line.Contains($"'key-3'\t{_orders}-0@3\tSystem.InvalidOperationException\tNo route.", StringComparison.Ordinal));

        var position = listed.Single(line => line.Contains("'key-3'", StringComparison.Ordinal)).Split('\t')[0].Split('@');
        var shown = await RunAsync("show", "--partition", position[0], "--offset", position[1]);
        shown.Should().Contain("  own = 'kept'")
            .And.Contain($"  kafka_dlt-original-topic = '{_orders}'")
            .And.Contain("  kafka_dlt-original-offset = 3")
            .And.Contain("  __streams.errors.exception = 'System.InvalidOperationException'")
            .And.Contain("  00000003");

        (await RunAsync("redrive", "--dry-run", "--exception", "InvalidOperationException", "--quiet")).Should()
            .Equal("5 to redrive, 0 redriven before, 0 left out by the options.");
        (await RunAsync("redrive", "--limit", "5", "--quiet")).Should().Equal("5 redriven, 0 redriven before, 0 left out by the options.");
        (await RunAsync("list")).Should().BeEmpty();
        (await RunAsync("list", "--all")).Should().HaveCount(6);
    }

    private SampleProcess Start(string verb, params string[] arguments) => new(
        typeof(CommandLine).Assembly,
        [verb, "--bootstrap-servers", Environment.GetEnvironmentVariable("COMMANDS_STREAMS_KAFKA")!, "--topic", _deadLetters, .. arguments]);

    private async Task<IReadOnlyList<string>> RunAsync(string verb, params string[] arguments)
    {
        using var tool = Start(verb, arguments);
        (await tool.ExitAsync()).Should().Be(0, tool.Errors);
        return tool.Lines;
    }

    private async Task WriteAsync(int count)
    {
        await using var publisher = _client.CreatePublisher("letters");
        var writing = new List<Task>();
        for (var i = 0; i < count; i++)
        {
            writing.Add(publisher.PublishAsync(_deadLetters, Letter(i), Patience).AsTask());
        }

        await Task.WhenAll(writing);
    }

    private ProduceRecord Letter(int number)
    {
        var value = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(value, number);
        var context = new ErrorContext
        {
            Stage = ErrorStage.Processing,
            TaskId = new TaskId(0, 0),
            Node = "handle",
            Topic = _orders,
            Partition = number % Keys % 3,
            Offset = number,
            Headers = Headers.Empty.Add("own", "kept"),
        };
        return new ProduceRecord
        {
            Key = Encoding.UTF8.GetBytes($"key-{number % Keys}"),
            HasKey = true,
            Value = value,
            HasValue = true,
            Partition = ProduceRecord.AnyPartition,
            Timestamp = 1_700_000_000_000,
            Headers = DeadLetterHeaders.Build(context, new InvalidOperationException("No route.")),
        };
    }

    /// <summary>
    /// Reads a topic until so many records are seen, or too many. The cluster answers a commit before it has written the transaction's last markers, so
    /// a reader of what is committed sees the end of it a moment later.
    /// </summary>
    private async Task<List<DeadLetter>> ReadAsync(string topic, int count)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var records = new List<DeadLetter>();
            await foreach (var record in new DeadLetterTopic(_client, topic).ReadAsync())
            {
                records.Add(record);
            }

            if (records.Count >= count || Stopwatch.GetElapsedTime(begun) > Patience)
            {
                return records;
            }
        }
    }

    private static int Number(DeadLetter record) => BinaryPrimitives.ReadInt32BigEndian(record.Value);

    private static IEnumerable<int> Numbers(string key, int count) => Enumerable.Range(0, count).Where(number => $"key-{number % Keys}" == key);
}
