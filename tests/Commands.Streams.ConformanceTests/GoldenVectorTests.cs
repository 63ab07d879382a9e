using System.Text.RegularExpressions;
using Commands.Streams.ConformanceTests.Catalogue;
using Commands.Streams.ConformanceTests.Replay;
using Commands.Streams.Testing;

namespace Commands.Streams.ConformanceTests;

/// <summary>Replays what Kafka Streams did, step by step. A topology that the catalogue lacks is reported as ignored, by name.</summary>
public sealed partial class GoldenVectorTests
{
    private static readonly string[] CoveredGroups = ["stateless"];

    private static IEnumerable<TestCaseData> Files => VectorFile.FindAll().Select(ToCase);

    [TestCaseSource(nameof(Files))]
    public void Golden_vector_replayed_gives_the_same_records(VectorFile file)
    {
        var vector = Vector.Read(file.Path);
        var entry = TopologyCatalogue.Find(vector.Topology)!;
        var topology = entry.Build();
        WithoutChoosers(topology.Describe().ToString()).Should().Be(WithoutChoosers(vector.Description));
        using var replay = new VectorReplay(topology, entry.Configure(new TopologyTestDriverOptions
        {
            ApplicationId = vector.ApplicationId,
            TimeProvider = new ManualTimeProvider(vector.WallClockStart),
        }));

        foreach (var (number, step) in vector.Steps.Index())
        {
            var produced = replay.Run(step).Select((record, index) => WithoutFreeTimestamp(record, step.Expect.ElementAtOrDefault(index)));
            Lines(produced).Should().Be(Lines(step.Expect), "of step {0}: {1}", number, step);
        }

        replay.DroppedRecords.Should().Be(vector.DroppedRecords);
    }

    [Test]
    public void Vectors_are_found() => VectorFile.FindAll().Should().NotBeEmpty();

    [Test]
    public void Groups_that_the_engine_covers_have_no_ignored_topology() => VectorFile.FindAll()
        .Where(file => CoveredGroups.Contains(file.Group))
        .Where(file => TopologyCatalogue.Find(file.Topology) is null)
        .Should().BeEmpty();

    private static TestCaseData ToCase(VectorFile file)
    {
        var data = new TestCaseData(file).SetArgDisplayNames(file.Title);
        return TopologyCatalogue.Find(file.Topology) is null ? data.Ignore($"not implemented: {file.Topology}") : data;
    }

    /// <summary>Takes the timestamp away if the vector leaves it to the producer.</summary>
    private static VectorRecord WithoutFreeTimestamp(VectorRecord produced, VectorRecord? expected) =>
        expected is { Timestamp: null } ? produced with { Timestamp = null } : produced;

    private static string Lines(IEnumerable<VectorRecord> records) => string.Join('\n', records);

    /// <summary>The name of a function that chooses a topic differs from run to run in Kafka Streams itself.</summary>
    private static string WithoutChoosers(string description) => Chooser().Replace(description, "extractor class: ...)");

    [GeneratedRegex(@"extractor class: .*\)")]
    private static partial Regex Chooser();
}
