using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Subscribing.Deduplicating;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Scenarios;

/// <content>Which commands are remembered, under which identity, and for how long.</content>
public sealed partial class DeduplicationTests
{
    [Test]
    public void Command_that_the_handler_rejects_is_rejected_again_without_it([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber, asynchronous));

        driver.CommandInput().Pipe(1, "reject", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "reject", 1_000, Ids("id-1", "c-1"));

        _handled.Should().Equal("reject");
        var responses = driver.ResponseOutput().ReadRecordsToList();
        responses.Should().HaveCount(2).And.OnlyContain(response => response.Headers.GetCommandError() == "sold-out" && response.Value == null);
        responses[1].Headers.Should().BeEquivalentTo(responses[0].Headers);
    }

    [Test]
    public void Command_that_failed_is_handled_again([Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber.OnFailure(CommandFailure.Skip), asynchronous, failures: 1));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));

        _handled.Should().Equal("a", "a");
        driver.ResponseOutput().ReadRecordsToList().Select(response => response.Headers.GetCommandStatus()).Should()
            .Equal(CommandStatus.Failed, CommandStatus.Completed, CommandStatus.Completed);
    }

    [Test]
    public void Dead_letter_that_is_redriven_is_handled()
    {
        using var driver = Start(Build(Subscriber.DeadLetterTo("dispatch_products-dlt"), failures: 1));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        var letter = driver.CreateOutputTopic("dispatch_products-dlt", Warehouse.Commands.KeySerde, Warehouse.Commands.ValueSerde).ReadRecord();
        driver.CommandInput().Pipe(letter);

        _handled.Should().Equal("a", "a");
        driver.ResponseOutput().ReadRecordsToList()[1].Value.Should().Be("done a #1");
    }

    [Test]
    public void Duplicate_of_a_command_that_is_tried_again_in_place_waits_for_the_last_try()
    {
        using var driver = Start(Build(Subscriber.Retry(3, Backoff.Exponential(TimeSpan.FromMilliseconds(100))).Concurrency(8), failures: 1));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        _handled.Should().Equal("a");
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(100));
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));

        _handled.Should().Equal("a", "a");
        driver.ResponseOutput().ReadValuesToList().Should().Equal("done a #2", "done a #2");
    }

    [Test]
    public void Command_in_a_retry_topic_and_its_duplicate_are_handled_once([Values] RetryOrder order, [Values] bool asynchronous)
    {
        using var driver = Start(Build(Subscriber.RetryLater(order, TimeSpan.FromMinutes(1)), asynchronous, failures: 1));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-2"));
        driver.AdvanceWallClock(TimeSpan.FromMinutes(1));
        driver.CompleteHandlers(TimeSpan.FromSeconds(10));

        _handled.Should().Equal("a", "a");
        var responses = driver.ResponseOutput().ReadRecordsToList();
        responses.Select(response => response.Headers.LastText(CommandHeaders.CorrelationId)).Should().BeEquivalentTo("c-1", "c-2");
        responses[1].Value.Should().Be(responses[0].Value);
        responses[1].Headers.Remove(CommandHeaders.CorrelationId).Should().BeEquivalentTo(responses[0].Headers.Remove(CommandHeaders.CorrelationId));
        var finished = driver.GetWindowStore<byte[], FinishedCommand>("dispatch_products-finished").All().Should().ContainSingle().Which.Value;
        (finished.Topic, finished.Offset).Should().Be((Warehouse.Commands.Topic, order == RetryOrder.Strict ? 0 : 1));
    }

    [Test]
    public void Commands_without_an_id_are_always_handled()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a", 1_000, Warehouse.Correlated("c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Warehouse.Correlated("c-1"));
        driver.CommandInput().Pipe(1, "a", 1_000, Headers.Empty.Add(CommandHeaders.CommandId, []));
        driver.CommandInput().Pipe(1, "a", 1_000, Headers.Empty.Add(CommandHeaders.CommandId, []));

        _handled.Should().HaveCount(4);
    }

    [Test]
    public void Same_id_with_another_key_is_another_command()
    {
        using var driver = Start(Build(Subscriber.Concurrency(4), asynchronous: true));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(2, "b", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "c", 1_000, Ids("id-1", "c-1"));

        _handled.Should().Equal("a", "b");
    }

    [Test]
    public void Ids_that_are_no_text_are_told_apart_by_their_bytes()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a", 1_000, Headers.Empty.Add(CommandHeaders.CommandId, [0xFF]));
        driver.CommandInput().Pipe(1, "b", 1_000, Headers.Empty.Add(CommandHeaders.CommandId, [0xFE]));
        driver.CommandInput().Pipe(1, "c", 1_000, Headers.Empty.Add(CommandHeaders.CommandId, [0xFF]));

        _handled.Should().Equal("a", "b");
    }

    [Test]
    public void Command_is_forgotten_when_the_retention_has_passed()
    {
        using var driver = Start(Build(Subscriber));
        var store = driver.GetWindowStore<byte[], FinishedCommand>("dispatch_products-finished");

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.AdvanceWallClock(Retention - TimeSpan.FromMilliseconds(1));
        driver.CommandInput().Pipe(1, "b", 1_000, Ids("id-1", "c-1"));
        _handled.Should().Equal("a");
        driver.AdvanceWallClock(TimeSpan.FromMilliseconds(1));
        driver.CommandInput().Pipe(1, "c", 1_000, Ids("id-1", "c-1"));

        _handled.Should().Equal("a", "c");
        store.All().Should().ContainSingle().Which.Value.Offset.Should().Be(2);
    }

    [Test]
    public void Times_of_commands_do_not_decide_what_is_forgotten()
    {
        using var driver = Start(Build(Subscriber));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "b", 9_000_000_000_000_000, Ids("id-2", "c-2"));
        driver.CommandInput().Pipe(1, "c", 1_000, Ids("id-1", "c-1"));

        _handled.Should().Equal("a", "b");
    }

    [Test]
    public void Expired_command_is_not_remembered_and_an_expired_duplicate_hears_what_was_done()
    {
        using var driver = Start(Build(Subscriber));
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var expired = Ids("id-1", "c-1").Add(CommandHeaders.Deadline, $"{now - 60_000}");

        driver.CommandInput().Pipe(1, "a", now, expired);
        driver.CommandInput().Pipe(1, "b", now, Ids("id-1", "c-1"));
        driver.CommandInput().Pipe(1, "c", now, expired);

        _handled.Should().Equal("b");
        var responses = driver.ResponseOutput().ReadRecordsToList();
        responses[0].Headers.GetCommandError().Should().Be(CommandErrors.Expired);
        responses.Skip(1).Select(response => response.Value).Should().Equal("done b #1", "done b #1");
    }

    [Test]
    public void Invalid_command_is_not_remembered_and_a_duplicate_is_not_validated()
    {
        var isValid = false;
        var checks = 0;
        using var driver = Start(Build(Subscriber.Validate(_ =>
        {
            checks++;
            return isValid ? null : "The address is bad.";
        })));

        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        isValid = true;
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));
        isValid = false;
        driver.CommandInput().Pipe(1, "a", 1_000, Ids("id-1", "c-1"));

        _handled.Should().Equal("a");
        checks.Should().Be(2);
        driver.ResponseOutput().ReadRecordsToList()[2].Value.Should().Be("done a #1");
    }
}
