using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Errors;

public sealed class ExceptionResponseTests
{
    private static readonly ErrorContext Context = new() { Stage = ErrorStage.Production, TaskId = new TaskId(0, 0), Node = "node" };

    [Test]
    public void The_default_is_to_fail() => default(ExceptionResponse).Should().Be(ExceptionResponse.Fail);

    [Test]
    public void A_dead_letter_needs_a_topic()
    {
        ExceptionResponse.DeadLetter("dlt").DeadLetterTopic.Should().Be("dlt");
        FluentActions.Invoking(() => ExceptionResponse.DeadLetter(" ")).Should().Throw<ArgumentException>();
    }

    [TestCase(ClientErrorKind.Retriable, ExceptionAction.Retry)]
    [TestCase(ClientErrorKind.Abortable, ExceptionAction.Fail)]
    [TestCase(ClientErrorKind.Fatal, ExceptionAction.Fail)]
    public void Production_is_tried_again_by_default_where_that_may_help(ClientErrorKind kind, ExceptionAction action) =>
        ExceptionHandlers.RetryOrFail(Context, new ClientException(kind, "CODE", "failed")).Action.Should().Be(action);

    [Test]
    public void Ready_made_handlers_always_say_the_same()
    {
        ExceptionHandlers.Fail(Context, new TimeoutException()).Should().Be(ExceptionResponse.Fail);
        ExceptionHandlers.Continue(Context, new TimeoutException()).Should().Be(ExceptionResponse.Continue);
        ExceptionHandlers.DeadLetter("dlt")(Context, new TimeoutException()).Should().Be(ExceptionResponse.DeadLetter("dlt"));
    }
}
