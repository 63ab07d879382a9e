using Commands.Streams.Errors;
using Commands.Streams.Redriving;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>Names that no topic can have are refused before anything runs, wherever a topic is named.</summary>
public sealed class TopicNameTests
{
    private static readonly string[] Impossible = ["", " x", "x ", "a/b", "ä", ".", "..", "a\0", new string('x', 250)];

    [TestCaseSource(nameof(Impossible))]
    public void A_name_that_no_topic_can_have_is_refused(string name)
    {
        var subscriber = new CommandTopology<long, string>(Warehouse.Commands);
        Action[] uses =
        [
            () => ExceptionHandlers.DeadLetter(name),
            () => ExceptionResponse.DeadLetter(name),
            () => subscriber.DeadLetterTo(name),
            () => subscriber.Respond(Warehouse.Responses).AllowReplyTo(name),
            () => CommandStream.Define(name, Serdes.Int64, Serdes.String, partitions: 1),
            () => ResponseStream.Define(name, Serdes.Int64, Serdes.String, partitions: 1),
            () => new DeadLetterTopic(new FakeStreamsClient(), name),
        ];
        foreach (var use in uses)
        {
            use.Should().Throw<ArgumentException>();
        }
    }

    [TestCase("replies")]
    [TestCase("replies.*")]
    [TestCase(".*")]
    [TestCase("*")]
    public void Names_and_their_beginnings_may_be_answered_to(string name) =>
        new CommandTopology<long, string>(Warehouse.Commands).Respond(Warehouse.Responses)
            .Invoking(subscriber => subscriber.AllowReplyTo(name))
            .Should()
            .NotThrow();

    [TestCase("re*plies")]
    [TestCase("**")]
    [TestCase(" *")]
    public void Other_patterns_are_refused(string name) =>
        new CommandTopology<long, string>(Warehouse.Commands).Respond(Warehouse.Responses).Invoking(subscriber => subscriber.AllowReplyTo(name))
            .Should().Throw<ArgumentException>().WithMessage($"*'{name}'*");
}
