using Commands.Streams.Graph.Describing;

namespace Commands.Streams.Tests.Graph.Describing;

public sealed class JavaHashOrderTests
{
    // The hash of one letter is its code: 'a' is 97, which is bucket 1 of 16 and of 32; 'p' is 112, bucket 0 of 16 but 16 of 32.
    [Test]
    public void Items_come_in_the_order_of_their_buckets() => JavaHashOrder.OfGrown(["c", "a", "p", "b"]).Should().Equal("p", "a", "b", "c");

    [Test]
    public void Items_of_one_bucket_stay_in_the_order_they_were_added()
    {
        JavaHashOrder.OfGrown(["BB", "Aa"]).Should().Equal("BB", "Aa");
        JavaHashOrder.OfGrown(["Aa", "BB"]).Should().Equal("Aa", "BB");
    }

    [Test]
    public void A_map_that_grew_doubles_beyond_three_quarters()
    {
        string[] twelve = ["p", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
        JavaHashOrder.OfGrown(twelve).First().Should().Be("p");
        JavaHashOrder.OfGrown([.. twelve, "l"]).First().Should().Be("a");
        JavaHashOrder.OfGrown([.. twelve, "l"]).Last().Should().Be("p");
    }

    [Test]
    public void A_set_that_was_copied_is_sized_for_its_items_and_one_more()
    {
        string[] twelve = ["p", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
        JavaHashOrder.OfCopied(twelve).First().Should().Be("a");
        JavaHashOrder.OfCopied([.. twelve.Take(11)]).First().Should().Be("p");
    }
}
