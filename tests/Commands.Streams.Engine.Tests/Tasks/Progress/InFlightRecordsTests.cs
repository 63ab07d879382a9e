using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Tasks.Progress;

public sealed class InFlightRecordsTests
{
    [Test]
    public void Any_order_of_ends_leaves_the_others_in_offset_order()
    {
        Gen.Int[0, 100].Array[1, 30].Sample(
            choices =>
            {
                using var inFlight = new InFlightList(0);
                var model = new List<long>();
                for (var i = 0; i < choices.Length; i++)
                {
                    inFlight.Add(i);
                    model.Add(i);
                    if (choices[i] % 2 == 0)
                    {
                        var victim = model[choices[i] % model.Count];
                        model.Remove(victim);
                        inFlight.RemoveWhere((record, _) => record.Offset == victim);
                    }

                    Offsets(inFlight).Should().Equal(model);
                    inFlight.List.Count.Should().Be(model.Count);
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
                using var inFlight = new InFlightList(0);
                var offset = 0L;
                foreach (var (distance, removals, choice) in steps)
                {
                    offset += choice % 2 == 0 ? 1 : distance;
                    inFlight.Add(offset);
                    for (var i = 0; i < removals - 1 && inFlight.List.Count > 0; i++)
                    {
                        var victim = choice % inFlight.List.Count;
                        inFlight.RemoveWhere((_, index) => index == victim);
                    }

                    inFlight.List.EncodedLength.Should().Be(LengthOf(Offsets(inFlight)));
                    inFlight.List.LastOffset.Should().Be(Offsets(inFlight).LastOrDefault(-1));
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

    private static List<long> Offsets(InFlightList inFlight)
    {
        var offsets = new List<long>();
        for (var record = inFlight.List.First; record is not null; record = record.Next)
        {
            offsets.Add(record.Offset);
        }

        return offsets;
    }
}
