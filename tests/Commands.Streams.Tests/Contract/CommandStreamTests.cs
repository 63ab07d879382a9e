namespace Commands.Streams.Tests;

public sealed class CommandStreamTests
{
    [Test]
    public void Definition_holds_topic_serdes_and_partitions()
    {
        var commands = CommandStream.Define("dispatch_products", Serdes.Int64, Serdes.String, partitions: 2);

        commands.Topic.Should().Be("dispatch_products");
        commands.KeySerde.Should().BeSameAs(Serdes.Int64);
        commands.ValueSerde.Should().BeSameAs(Serdes.String);
        commands.Specification.Name.Should().Be("dispatch_products");
        commands.Specification.Partitions.Should().Be(2);
    }

    [TestCase("")]
    [TestCase(".")]
    [TestCase("a b")]
    public void Topic_that_Kafka_does_not_allow_is_refused(string topic)
    {
        FluentActions.Invoking(() => CommandStream.Define(topic, Serdes.Int64, Serdes.String, 1))
            .Should().Throw<ArgumentException>().WithMessage($"The command stream is named '{topic}'*");
        FluentActions.Invoking(() => ResponseStream.Define(topic, Serdes.Int64, Serdes.String, 1))
            .Should().Throw<ArgumentException>().WithMessage($"The response stream is named '{topic}'*");
    }

    [Test]
    public void Stream_without_partitions_is_refused() => FluentActions
        .Invoking(() => CommandStream.Define("a", Serdes.Int64, Serdes.String, 0))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 partitions*");
}
