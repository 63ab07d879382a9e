using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Tasks.Progress;

public sealed class PassListTests
{
    [Test]
    public void Any_order_of_ends_leaves_the_others_in_offset_order()
    {
        Gen.Int[0, 100].Array[1, 30].Sample(
            choices =>
            {
                using var passes = new Passes(0);
                var model = new List<long>();
                for (var i = 0; i < choices.Length; i++)
                {
                    passes.Add(i);
                    model.Add(i);
                    if (choices[i] % 2 == 0)
                    {
                        var victim = model[choices[i] % model.Count];
                        model.Remove(victim);
                        passes.RemoveWhere((pass, _) => pass.Offset == victim);
                    }

                    Offsets(passes).Should().Equal(model);
                    passes.List.Count.Should().Be(model.Count);
                }
            },
            iter: 200);
    }

    [Test]
    public void The_length_that_is_kept_is_that_of_the_runs()
    {
        var step = Gen.Select(Gen.Long[1, 20_000], Gen.Int[0, 3], Gen.Int[0, 100]);
        step.Array[1, 60].Sample(
            steps =>
            {
                using var passes = new Passes(0);
                var offset = 0L;
                foreach (var (distance, removals, choice) in steps)
                {
                    offset += choice % 2 == 0 ? 1 : distance;
                    passes.Add(offset);
                    for (var i = 0; i < removals - 1 && passes.List.Count > 0; i++)
                    {
                        var victim = choice % passes.List.Count;
                        passes.RemoveWhere((_, index) => index == victim);
                    }

                    passes.List.EncodedLength.Should().Be(LengthOf(Offsets(passes)));
                    passes.List.LastOffset.Should().Be(Offsets(passes).LastOrDefault(-1));
                }
            },
            iter: 200);
    }

    /// <summary>One byte for each record, and one to several for each run between two: 7 bits of its length a byte.</summary>
    private static int LengthOf(List<long> offsets)
    {
        var length = offsets.Count;
        for (var i = 1; i < offsets.Count; i++)
        {
            for (var run = offsets[i] - offsets[i - 1] - 1; run > 0; run >>= 7)
            {
                length++;
            }
        }

        return length;
    }

    private static List<long> Offsets(Passes passes)
    {
        var offsets = new List<long>();
        for (var pass = passes.List.First; pass is not null; pass = pass.Next)
        {
            offsets.Add(pass.Offset);
        }

        return offsets;
    }
}
