namespace Commands.Streams.Tests;

public sealed class NamedTests
{
    [TestCase("dispatch_products-handle")]
    [TestCase("a")]
    public void Name_of_a_topics_characters_is_taken(string name) => Named.As(name).Name.Should().Be(name);

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("dispatch products")]
    [TestCase("größe")]
    [TestCase("..")]
    public void Name_that_no_topic_could_have_is_refused(string name) => FluentActions.Invoking(() => Named.As(name))
        .Should().Throw<ArgumentException>().WithMessage($"A step is named '{name}'. Use 1 to 249 of the characters*");

    [Test]
    public void Name_of_250_characters_is_refused() => FluentActions.Invoking(() => Named.As(new string('a', 250))).Should().Throw<ArgumentException>();
}
