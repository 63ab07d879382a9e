using Commands.Streams.Records;

namespace Commands.Streams.Testing.Tests;

public sealed class TestRecordTests
{
    [Test]
    public void Records_are_equal_where_all_parts_are()
    {
        Some("1").Should().Be(Some("1"));
        Some("1").GetHashCode().Should().Be(Some("1").GetHashCode());
        Some("1").Should().NotBe(Some("2"));
        Some("1").Should().NotBe(Some("1") with { Timestamp = 6 });
        Some("1").Should().NotBe(Some("1") with { Headers = Headers.Empty });
    }

    [Test]
    public void Null_header_differs_from_an_empty_one()
    {
        var none = new TestRecord<string, string>("k", "v", 5, Headers.Empty.Add("h", (byte[]?)null));

        none.Should().NotBe(none with { Headers = Headers.Empty.Add("h", Array.Empty<byte>()) });
    }

    private static TestRecord<string, string> Some(string header) => new("k", "v", 5, Headers.Empty.Add("h", header));
}
