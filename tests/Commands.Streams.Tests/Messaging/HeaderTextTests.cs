using System.Text;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using CsCheck;

namespace Commands.Streams.Tests.Messaging;

public sealed class HeaderTextTests
{
    [Test]
    public void Short_text_survives() => HeaderText.Decode(TruncatedUtf8.Encode("Größe 𝄞", 1024), 1024).Should().Be("Größe 𝄞");

    [TestCase("aé", 2, "a")]
    [TestCase("a€", 3, "a")]
    [TestCase("a𝄞", 4, "a")]
    [TestCase("a𝄞", 5, "a𝄞")]
    public void Text_is_cut_between_characters(string text, int maxBytes, string expected)
    {
        Encoding.UTF8.GetString(TruncatedUtf8.Encode(text, maxBytes)).Should().Be(expected);
        HeaderText.Decode(Encoding.UTF8.GetBytes(text), maxBytes).Should().Be(expected);
    }

    [Test]
    public void Any_text_gives_valid_bytes_within_the_limit() => Gen.Select(Gen.String, Gen.Int[1, 64]).Sample((text, maxBytes) =>
    {
        var bytes = TruncatedUtf8.Encode(text, maxBytes);

        bytes.Length.Should().BeLessThanOrEqualTo(maxBytes);
        new UTF8Encoding(false, throwOnInvalidBytes: true).Invoking(strict => strict.GetString(bytes)).Should().NotThrow();
    });
}
