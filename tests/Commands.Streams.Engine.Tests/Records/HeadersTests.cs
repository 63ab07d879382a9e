using Commands.Streams.Records;

namespace Commands.Streams.Tests.Records;

public sealed class HeadersTests
{
    private readonly Headers _headers = Headers.Empty.Add("a", "1").Add("b", "2").Add("a", "3");

    [Test]
    public void Headers_are_never_changed()
    {
        _headers.Set("a", "4").Should().NotBeSameAs(_headers);
        _headers.Select(header => header.Name).Should().Equal("a", "b", "a");
    }

    [Test]
    public void The_last_of_a_name_counts()
    {
        _headers.LastText("a").Should().Be("3");
        _headers.LastText("c").Should().BeNull();
        _headers.Add("a", (byte[]?)null).Last("a").Should().BeNull();
    }

    [Test]
    public void Set_leaves_exactly_one_at_the_end()
    {
        var set = _headers.Set("a", "4");
        set.Select(header => header.Name).Should().Equal("b", "a");
        set.LastText("a").Should().Be("4");
    }

    [Test]
    public void Removing_what_is_not_there_gives_the_same_headers() => _headers.Remove("c").Should().BeSameAs(_headers);

    [Test]
    public void No_headers_are_always_the_same_object()
    {
        Headers.From().Should().BeSameAs(Headers.Empty);
        Headers.From(new Header("a", null)).Remove("a").Should().BeSameAs(Headers.Empty);
        Headers.Empty.AddRange([]).Should().BeSameAs(Headers.Empty);
    }

    [Test]
    public void Names_are_compared_byte_for_byte() => _headers.Contains("A").Should().BeFalse();
}
