using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Tasks.Input;

public sealed class PartitionGroupTests
{
    private static readonly string[] Topics = ["a", "b", "c", "d"];

    [Test]
    public void Any_inputs_are_merged_by_the_timestamps_of_their_heads()
    {
        Gen.Int[0, 9].Array[0, 12].Array[4].Sample(
            inputs =>
            {
                var seen = new List<(string Topic, long Offset)>();
                using var bench = Collecting(seen);
                for (var i = 0; i < Topics.Length; i++)
                {
                    bench.Assign(Topics[i]);
                    if (inputs[i].Length > 0)
                    {
                        bench.Add(Topics[i], [.. inputs[i].Select((time, offset) => TestRecord.Text(offset, "k", "v", time))]);
                    }
                }

                bench.Run();
                Check(inputs, seen);
                bench.Task.StreamTime.Should().Be(inputs.SelectMany(times => times).DefaultIfEmpty(-1).Max());
            },
            iter: 300);
    }

    [Test]
    public void A_partition_taken_away_leaves_the_order_of_the_others()
    {
        Gen.Int[0, 9].Array[1, 8].Array[4].Sample(
            inputs =>
            {
                var seen = new List<(string Topic, long Offset)>();
                using var bench = Collecting(seen);
                for (var i = 0; i < Topics.Length; i++)
                {
                    bench.Assign(Topics[i]).Add(Topics[i], [.. inputs[i].Select((time, offset) => TestRecord.Text(offset, "k", "v", time))]);
                }

                bench.Task.RemovePartition(TaskBench.Partition("b"));
                bench.Run();
                inputs[1] = [];
                Check(inputs, seen);
            },
            iter: 300);
    }

    /// <summary>At every step what was taken had the smallest timestamp of all heads, and offsets were in order.</summary>
    private static void Check(int[][] inputs, List<(string Topic, long Offset)> seen)
    {
        seen.Should().HaveCount(inputs.Sum(times => times.Length));
        var next = new int[inputs.Length];
        foreach (var (topic, offset) in seen)
        {
            var input = Array.IndexOf(Topics, topic);
            ((int)offset).Should().Be(next[input]);
            var smallest = Enumerable.Range(0, inputs.Length).Where(i => next[i] < inputs[i].Length).Min(i => inputs[i][next[i]]);
            inputs[input][next[input]].Should().Be(smallest);
            next[input]++;
        }
    }

    private static TaskBench Collecting(List<(string Topic, long Offset)> seen)
    {
        var builder = new StreamsBuilder();
        builder.Stream<string, string>(Topics).To((_, _, context) =>
        {
            seen.Add((context.Topic!, context.Offset));
            return "out";
        });
        return new TaskBench(builder.Build());
    }
}
