using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime;

/// <summary>Sources that begin at the end of their topics, before anything was committed.</summary>
public sealed class LatestStartTests
{
    private readonly List<string> _handled = [];

    [Test]
    public void Where_reading_begins_is_committed_before_anything_is_read([Values] ProcessingGuarantee guarantee)
    {
        using var worker = Start(guarantee, static _ => { });
        worker.Write("in", 0, "old", "older");
        worker.RunUntil(() => worker.Committed("in", 0) == 2 && worker.Committed("in", 1) == 0, "the beginnings are committed");
        _handled.Should().BeEmpty();
    }

    [Test]
    public void What_comes_while_the_first_record_fails_is_not_passed_over([Values] ProcessingGuarantee guarantee)
    {
        var failures = 0;
        using var worker = Start(guarantee, _ =>
        {
            if (failures++ < 3)
            {
                throw new TaskCorruptedException("The test starts the task again.");
            }
        });
        worker.Write("in", 0, "old");
        worker.RunUntil(() => worker.Committed("in", 0) == 1, "the beginning is committed");

        worker.Write("in", 0, "first");
        worker.RunUntil(() => failures == 2, "the first has failed twice");
        worker.Write("in", 0, "second");
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "both are committed");

        _handled.Should().Equal("first", "second");
    }

    private SteppedWorker Start(ProcessingGuarantee guarantee, Action<string> before) => new(
        builder => builder.Stream("in", Consumed.With(Serdes.String, Serdes.String).WithOffsetReset(OffsetReset.Latest)).ForEach((_, value) =>
        {
            before(value);
            _handled.Add(value);
        }),
        options => options with { Guarantee = guarantee });
}
