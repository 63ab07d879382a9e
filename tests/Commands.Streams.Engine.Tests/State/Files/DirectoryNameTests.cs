using Commands.Streams.State.Files;
using CsCheck;

namespace Commands.Streams.Tests.State.Files;

public sealed class DirectoryNameTests
{
    [TestCase("orders")]
    [TestCase("orders-by.customer_2")]
    public void A_plain_name_is_kept(string name) => DirectoryName.Of(name).Should().Be(name);

    [TestCase("Orders", "Orders~")]
    [TestCase("KSTREAM-AGGREGATE-STATE-STORE-0000000003", "KSTREAM-AGGREGATE-STATE-STORE-0000000003~")]
    [TestCase("", "~")]
    [TestCase(".", "_~")]
    [TestCase("..", "__~")]
    [TestCase(".deleted", "_deleted~")]
    [TestCase("orders.", "orders_~")]
    [TestCase("a/b\\c:d", "a_b_c_d~")]
    [TestCase("con", "con~")]
    [TestCase("aux.orders", "aux_orders~")]
    [TestCase("lpt1", "lpt1~")]
    [TestCase("Bestände", "Best_nde~")]
    public void Any_other_name_is_made_safe_and_stays_readable(string name, string start) => DirectoryName.Of(name).Should().StartWith(start);

    [Test]
    public void Names_that_differ_have_directories_that_differ_without_regard_to_case() =>
        Gen.Select(Gen.String[Gen.Char["aA.~-/ä"], 0, 4], Gen.String[Gen.Char["aA.~-/ä"], 0, 4]).Sample(
            (left, right) => left == right || !string.Equals(DirectoryName.Of(left), DirectoryName.Of(right), StringComparison.OrdinalIgnoreCase));

    [Test]
    public void A_long_name_is_cut()
    {
        var longName = new string('a', 5000);

        DirectoryName.Of(longName).Length.Should().BeLessThan(128);
        DirectoryName.Of(longName).Should().NotBe(DirectoryName.Of(longName + "a"));
    }
}
