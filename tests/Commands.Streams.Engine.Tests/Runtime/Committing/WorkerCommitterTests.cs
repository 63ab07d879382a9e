using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Committing;

/// <summary>What a worker commits, on a simulated cluster.</summary>
public sealed class WorkerCommitterTests
{
    [Test]
    public void Exactly_once_no_lag_is_left_behind_the_markers_of_transactions()
    {
        using var worker = new SteppedWorker(
            builder => builder.Stream<string, string>("in").Repartition(new Repartitioned<string, string> { Name = "again" }).To("out"),
            options => options with { Guarantee = ProcessingGuarantee.ExactlyOnce },
            partitions: 1);
        worker.Cluster.CreateTopic("app-again-repartition", 1);
        worker.Write("in", 0, "value");

        worker.RunUntil(() => worker.Committed("app-again-repartition", 0) == 2, "the record and the marker behind it are committed");
        worker.Read("out").Should().Equal("value");
    }

    [Test]
    public void A_cluster_that_takes_less_metadata_than_usual_stops_nobody(
        [Values] ProcessingGuarantee guarantee, [Values(0, 8, 64, 200)] int offsetMetadataMaxBytes)
    {
        var running = new Dictionary<string, TaskCompletionSource<string>>();
        var values = Enumerable.Range(0, 300).Select(number => $"{number}").ToArray();
        var mayEnd = false;
        using var worker = new SteppedWorker(
            builder => builder.Stream<string, string>("in")
                .SelectKey((_, value) => value)
                .MapValuesAsync(
                    (record, _) =>
                    {
                        // Every second one ends at once, so that the done-set is as long as can be.
                        if (mayEnd || int.Parse(record.Value, System.Globalization.CultureInfo.InvariantCulture) % 2 == 1)
                        {
                            return new ValueTask<string>(record.Value);
                        }

                        var handler = running[record.Value] = new TaskCompletionSource<string>();
                        return new ValueTask<string>(handler.Task);
                    },
                    AsyncOptions.WithConcurrency(1_000))
                .To("out"),
            options => options with { Guarantee = guarantee },
            partitions: 1,
            offsetMetadataMaxBytes: offsetMetadataMaxBytes);
        worker.Write("in", 0, values);
        for (var turn = 0; turn < 100; turn++)
        {
            worker.Step();
        }

        mayEnd = true;
        worker.RunUntil(
            () =>
            {
                foreach (var (value, handler) in running)
                {
                    handler.TrySetResult(value);
                }

                return worker.Committed("in", 0) == 300;
            },
            "everything is committed");
        worker.Read("out").Distinct().Should().BeEquivalentTo(values);
        if (guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            worker.Read("out").Should().OnlyHaveUniqueItems();
        }
    }
}
