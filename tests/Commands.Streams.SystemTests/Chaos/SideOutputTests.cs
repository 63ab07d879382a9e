using Commands.Streams.Kafka;
using Commands.Streams.Records;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>
/// A process that reads commands, writes them to one topic, handles them and writes what was handled to another, is killed and started again 20 times, and the
/// broker twice. COMMANDS_STREAMS_CHAOS_COMMANDS and COMMANDS_STREAMS_CHAOS_KILLS set how many commands and kills.
/// </summary>
[NonParallelizable]
public sealed class SideOutputTests
{
    private const int Partitions = 2;

    private static readonly int Commands = ChaosRun.Size("COMMANDS_STREAMS_CHAOS_COMMANDS", 100_000);
    private static readonly int Kills = ChaosRun.Size("COMMANDS_STREAMS_CHAOS_KILLS", 20);
    private static readonly IReadOnlyList<string> All = [.. Enumerable.Range(0, Commands).Select(NumberedCommands.TextOf)];

    private KafkaClient _kafka = null!;
    private string _topic = null!;

    [SetUp]
    public async Task Begin()
    {
        ChaosRun.IgnoreUnlessAsked();
        _kafka = RealKafka.Connect();
        _topic = await RealKafka.CreateTopicAsync(_kafka, Partitions);
        using var admin = _kafka.CreateAdmin();
        await admin.CreateTopicsAsync(
            [new TopicSpecification($"{_topic}-before", Partitions), new TopicSpecification($"{_topic}-after", Partitions)], CancellationToken.None);
    }

    [TearDown]
    public void End() => _kafka?.Dispose();

    [Test]
    public async Task Exactly_once_every_command_is_once_in_each_output()
    {
        await RunAsync(ProcessingGuarantee.ExactlyOnce);

        ReadOutput("before").Order().Should().Equal(All.Order());
        ReadOutput("after").Order().Should().Equal(All.Order());
    }

    [Test]
    public async Task At_least_once_every_command_is_in_each_output()
    {
        await RunAsync(ProcessingGuarantee.AtLeastOnce);

        ReadOutput("before").Distinct().Order().Should().Equal(All.Order());
        ReadOutput("after").Distinct().Order().Should().Equal(All.Order());
    }

    private async Task RunAsync(ProcessingGuarantee guarantee)
    {
        var process = new ChaosProcess(_kafka.Description, _topic, guarantee, workers: 2, concurrency: 50, workMs: 2);
        await KafkaTool.ShortenSessionsAsync(process.Application);
        var begin = TimeProvider.System.GetTimestamp();
        var writing = NumberedCommands.WriteAsync(_kafka, _topic, Partitions, Commands);
        for (var life = 1; life <= Kills; life++)
        {
            using var killed = process.Start();
            if (life == Math.Max(1, Kills / 3) || life == Kills * 2 / 3)
            {
                await process.UntilHandledAsync(killed, Math.Min(Commands, process.Count + 1));
                await KafkaTool.RestartNodeAsync(1);
            }

            await process.UntilHandledAsync(killed, Math.Max((int)((long)Commands * life / (Kills + 1)), Math.Min(Commands, process.Count + 1)));
            killed.Kill();
            process.NoteAll(killed);
        }

        await writing;
        using var last = process.Start();
        await process.UntilHandledAsync(last, Commands);
        using var deadline = new CancellationTokenSource(ChaosRun.Patience);
        while (!await KafkaTool.HasCaughtUpAsync(process.Application))
        {
            deadline.Token.ThrowIfCancellationRequested();
        }

        (await last.TerminateAsync()).Should().Be(0, last.Errors);
        TestContext.Out.WriteLine(
            $"{guarantee}: {Commands} commands, {Kills} kills and 2 crashes of the broker in {TimeProvider.System.GetElapsedTime(begin)}");
    }

    private List<string> ReadOutput(string name)
    {
        var values = CommittedRecords.ReadToEnd(_kafka.Description, $"{_topic}-{name}", Partitions).Select(record => record.Value).ToList();
        TestContext.Out.WriteLine($"{name}: {values.Count} records, {values.Distinct().Count()} different ones");
        return values;
    }
}
