using Commands.Streams.Tests.Support;
using CsCheck;

namespace Commands.Streams.Tests.Processing;

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
