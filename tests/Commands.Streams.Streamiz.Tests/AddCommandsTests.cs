using Commands.Streams.Errors;
using Commands.Streams.Tests.Support;
using Streamiz.Kafka.Net;
using Streamiz.Kafka.Net.Mock;
using Streamiz.Kafka.Net.SerDes;

namespace Commands.Streams.Tests;

public sealed class AddCommandsTests
{
    private static CommandTopology<long, string, string> Answering => new CommandTopology<long, string>(Some.Commands).Respond(Some.Responses);

    [Test]
    public void A_subscriber_with_concurrency_and_later_retries_is_refused_in_one_sentence()
    {
        var subscriber = Answering.Concurrency(10).RetryLater(RetryOrder.Loose, TimeSpan.FromMinutes(1)).ForEach(Some.Receipt);
        var add = () => new StreamBuilder().AddCommands(subscriber);
        add.Should().Throw<NotSupportedException>().WithMessage(
            "The subscriber of 'dispatch_products' uses Concurrency(10) and RetryLater, which Streamiz cannot run, since it handles one command at a " +
            "time, commits plain offsets and keeps no state for it: " +
            "leave the call out, or run the subscriber on the engine of Commands.Streams, with StreamsApplication or AddStreams.");
    }

    [Test]
    public void Deduplication_is_refused()
    {
        var add = () => new StreamBuilder().AddCommands(Answering.Deduplicate(TimeSpan.FromDays(1)).ForEach(Some.Receipt));
        add.Should().Throw<NotSupportedException>().WithMessage("*uses Deduplicate,*");
    }

    [Test]
    public void Adaptive_concurrency_is_refused()
    {
        var add = () => new StreamBuilder().AddCommands(Answering.AdaptiveConcurrency(1, 10).ForEach(Some.Receipt));
        add.Should().Throw<NotSupportedException>().WithMessage("*uses AdaptiveConcurrency,*");
    }

    [Test]
    public void Two_subscribers_run_beside_a_stream_of_the_service()
    {
        var orders = CommandStream.Define("orders", Serdes.Int64, Serdes.String, partitions: 2);
        var builder = new StreamBuilder();
        builder.Stream<string, string>("lines", new StringSerDes(), new StringSerDes())
            .MapValues((_, line, _) => line.ToUpperInvariant())
            .To("shouts", new StringSerDes(), new StringSerDes());
        builder.AddCommands(Answering.ForEach(Some.Receipt));
        builder.AddCommands(
            new CommandTopology<long, string>(orders).Respond(ResponseStream.Define("answers", Serdes.Int64, Serdes.String, 2)).ForEach(_ => "done"));
        using var driver = new TopologyTestDriver(builder.Build(), StreamizEngine.Config());

        driver.CreateInputTopic("lines", new StringSerDes(), new StringSerDes()).PipeInput("k", "hello");
        driver.CreateCommandInput(Some.Commands).Pipe(1, "a");
        driver.CreateCommandInput(orders).Pipe(2, "b");

        driver.CreateOutputTopic("shouts", TimeSpan.FromSeconds(1), new StringSerDes(), new StringSerDes()).ReadKeyValue().Message.Value.Should().Be("HELLO");
        driver.CreateResponseOutput(Some.Responses).Read().Value.Should().Be("1 to a");
        driver.CreateResponseOutput(ResponseStream.Define("answers", Serdes.Int64, Serdes.String, 2)).Read().Value.Should().Be("done");
    }

    [Test]
    public void Two_subscribers_of_one_stream_are_refused()
    {
        var builder = new StreamBuilder();
        builder.AddCommands(Answering.ForEach(Some.Receipt));
        builder.AddCommands(Answering.ForEach(Some.Receipt));
        builder.Invoking(both => both.Build()).Should().Throw<Streamiz.Kafka.Net.Errors.TopologyException>().WithMessage("*dispatch_products*");
    }

    [Test]
    public void A_command_that_stops_its_subscriber_is_thrown_and_later_ones_are_not_handled()
    {
        using var driver = StreamizEngine.Driver(
            Answering.ForEach(command => command.Value == "bad" ? throw new InvalidOperationException("No.") : Some.Receipt(command)));
        var commands = driver.CreateCommandInput(Some.Commands);
        commands.Invoking(input => input.Pipe(1, "bad")).Should().Throw<ProcessingException>().WithMessage("*dispatch_products-0@0*No.*");
        commands.Invoking(input => input.Pipe(2, "good")).Should().Throw<InvalidOperationException>().WithMessage("The task failed before*No.*");
    }

    [Test]
    public void A_synchronization_context_of_the_caller_is_not_waited_for()
    {
        using var driver = StreamizEngine.Driver(Answering.ForEach(async (command, _) =>
        {
            await Task.Yield();
            return Some.Receipt(command);
        }));
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new NeverRuns());
        try
        {
            driver.CreateCommandInput(Some.Commands).Pipe(1, "a");
            SynchronizationContext.Current.Should().BeOfType<NeverRuns>();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        driver.CreateResponseOutput(Some.Responses).Read().Value.Should().Be("1 to a");
    }

    [Test]
    public void Handlers_are_told_when_their_task_is_closed()
    {
        CancellationToken stopping = default;
        using (var driver = StreamizEngine.Driver(Answering.ForEach((command, token) =>
        {
            stopping = token;
            return ValueTask.FromResult("done");
        })))
        {
            driver.CreateCommandInput(Some.Commands).Pipe(1, "a");
            stopping.IsCancellationRequested.Should().BeFalse();
        }

        stopping.IsCancellationRequested.Should().BeTrue();
    }

    private sealed class NeverRuns : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
