using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests;

public sealed class TopologyTestDriverExtensionsTests
{
    [Test]
    public void A_response_carries_the_ids_of_its_command()
    {
        using var driver = StreamizEngine.Driver(new CommandTopology<long, string>(Some.Commands).Respond(Some.Responses).ForEach(Some.Receipt));
        driver.CreateCommandInput(Some.Commands).Pipe(12005, "2 Roadford Avenue", correlationId: "c-1", commandId: "id-1");

        var responses = driver.CreateResponseOutput(Some.Responses);
        var response = responses.Read();
        response.Should().BeEquivalentTo(new
        {
            Key = 12005L,
            Value = "12005 to 2 Roadford Avenue",
            HasValue = true,
            Timestamp = Some.Now,
            CorrelationId = "c-1",
            CommandId = "id-1",
            Status = CommandStatus.Completed,
            Error = (string?)null,
        });
        responses.IsEmpty.Should().BeTrue();
        responses.Invoking(empty => empty.Read())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("There is nothing to read in topic 'dispatch_receipts'*");
    }

    [Test]
    public void A_response_goes_to_the_topic_that_its_command_names()
    {
        using var driver = StreamizEngine.Driver(new CommandTopology<long, string>(Some.Commands).Respond(Some.Responses).ForEach(Some.Receipt));
        driver.CreateCommandInput(Some.Commands).Pipe(1, "a", replyTopic: "dispatch_receipts.orders");
        driver.CreateResponseOutput(Some.Responses).ReadToList().Should().BeEmpty();
        driver.CreateResponseOutput(Some.Responses, "dispatch_receipts.orders").ReadToList().Should().ContainSingle();
    }

    [Test]
    public void A_rejected_command_has_no_value_and_says_why()
    {
        using var driver = StreamizEngine.Driver(new CommandTopology<long, string>(Some.Commands).Respond(Some.Responses)
            .ForEach(string (_) => throw new CommandRejectedException("unknown-order", "There is no such order.")));
        driver.CreateCommandInput(Some.Commands).Pipe(1, "a");
        var response = driver.CreateResponseOutput(Some.Responses).Read();
        response.HasValue.Should().BeFalse();
        response.Status.Should().Be(CommandStatus.Rejected);
        response.Error.Should().Be("unknown-order");
        response.ErrorMessage.Should().Be("There is no such order.");
        response.IsRetryable.Should().BeFalse();
    }
}
