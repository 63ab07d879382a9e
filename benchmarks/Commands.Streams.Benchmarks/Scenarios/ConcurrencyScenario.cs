using System.Buffers.Binary;
using System.Diagnostics;
using Commands.Streams.Benchmarks.Measuring;
using Commands.Streams.Records;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Benchmarks.Scenarios;

/// <summary>
/// Handlers that wait. The ideal is computed from the times the handlers really took: no order per key can be faster than the key with the most work,
/// and no bound on handlers in flight faster than all work divided by it.
/// </summary>
internal static class ConcurrencyScenario
{
    private const int Seed = 12005;

    /// <summary>Not that of the keys: the same numbers twice would give a key the same time again and again, and the last keys the longest.</summary>
    private const int SeedOfTimes = 12006;

    public static Task RunAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        // Warms the compiler up: the first tenth of a second would be its own.
        RunWaiting(what: null, commands: 5_000, keys: 100, partitions: 1, concurrency: 100, static random => random.Next(0, 3));
        for (var round = 0; round < settings.Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RunWaiting(
                "10,000 commands of 0-5 ms, 100 keys, 1 partition, 100 in flight",
                commands: 10_000,
                keys: 100,
                partitions: 1,
                concurrency: 100,
                static random => random.Next(0, 6));
            RunWaiting(
                "40,000 commands of 20 ms, 1,000 keys, 8 partitions, 200 in flight each",
                commands: 40_000,
                keys: 1000,
                partitions: 8,
                concurrency: 200,
                static _ => 20);
            RunEndingElsewhere(commands: 1_000_000, keys: 1000, concurrency: 100);
        }

        return Task.CompletedTask;
    }

    private static void RunWaiting(string? what, int commands, int keys, int partitions, int concurrency, Func<Random, int> milliseconds)
    {
        var took = new long[keys];
        using var delays = new ExactDelay();
        using var worker = new InMemoryWorker();
        var random = new Random(SeedOfTimes);
        var topology = Build(concurrency, async (command, _) =>
        {
            var start = Stopwatch.GetTimestamp();
            await delays.WaitAsync(command.Value);
            Interlocked.Add(ref took[command.Key], Stopwatch.GetTimestamp() - start);
        });
        AddRecords(worker, topology, commands, keys, partitions, () => milliseconds(random));
        var begin = Stopwatch.GetTimestamp();
        worker.Run();
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (what is null)
        {
            return;
        }

        var busiest = took.Max() / (double)Stopwatch.Frequency;
        var shared = took.Sum() / (double)Stopwatch.Frequency / (concurrency * partitions);
        var ideal = Math.Max(busiest, shared);
        Result.Print(new
        {
            scenario = "concurrency",
            variant = "ours",
            what,
            seconds = Math.Round(seconds, 3),
            ideal = Math.Round(ideal, 3),
            ofIdeal = Math.Round(ideal / seconds, 3),
        });
    }

    private static void RunEndingElsewhere(int commands, int keys, int concurrency)
    {
        using var worker = new InMemoryWorker();
        AddRecords(worker, Build(concurrency, static async (_, _) => await Task.Yield()), commands, keys, partitions: 1, () => 0);
        var begin = Stopwatch.GetTimestamp();
        worker.Run();
        Result.Print(new
        {
            scenario = "concurrency",
            variant = "ours",
            what = "handlers that only complete on another thread, 1,000 keys, 100 in flight",
            recordsPerSecond = Math.Round(commands / Stopwatch.GetElapsedTime(begin).TotalSeconds),
        });
    }

    private static Topology Build(int concurrency, Func<Command<long, int>, CancellationToken, ValueTask> handler) =>
        new CommandTopology<long, int>(CommandStream.Define("commands", Serdes.Int64, Serdes.Int32, partitions: 1))
            .Concurrency(concurrency)
            .ForEach(handler)
            .Build();

    private static void AddRecords(InMemoryWorker worker, Topology topology, int commands, int keys, int partitions, Func<int> value)
    {
        var random = new Random(Seed);
        var records = Enumerable.Range(0, partitions).Select(_ => new List<InMemoryRecord>()).ToList();
        for (var i = 0; i < commands; i++)
        {
            var keyNumber = random.Next(keys);
            var partition = records[keyNumber % partitions];
            var key = new byte[sizeof(long)];
            var data = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt64BigEndian(key, keyNumber);
            BinaryPrimitives.WriteInt32BigEndian(data, value());
            partition.Add(new InMemoryRecord(key, data, i, Headers.Empty, partition.Count));
        }

        for (var partition = 0; partition < partitions; partition++)
        {
            worker.Add(topology, "commands", partition, records[partition]);
        }
    }
}
