using System.Globalization;
using System.Text;
using Commands.Streams.Issuing.Sending;

namespace Commands.Streams.Tests.Issuing.Sending;

public sealed class DecimalHeaderTests
{
    [Test]
    public void Numbers_are_written_as_text_and_equal_ones_in_a_row_share_it()
    {
        var header = new DecimalHeader();

        foreach (var number in new[] { 0, 30_000, 30_000, 1, long.MaxValue, 30_000 })
        {
            Encoding.ASCII.GetString(header.Encode(number)).Should().Be(number.ToString(CultureInfo.InvariantCulture));
            header.Encode(number).Should().BeSameAs(header.Encode(number));
        }
    }
}
