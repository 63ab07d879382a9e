using System.Collections.Concurrent;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;

namespace Commands.Streams.Tests.Runtime.Workers;

/// <summary>Code of users may throw what the engine throws: it is a failure of the record like any other, and the handlers are asked.</summary>
public sealed class OwnExceptionTests
{
    private static readonly ErrorContext Somewhere =
        new() { ApplicationId = "other", Stage = ErrorStage.Processing, TaskId = new TaskId(0, 0), Node = "other" };

    private readonly ConcurrentQueue<string> _done = new();

    private static IEnumerable<Exception> Exceptions()
    {
        yield return new ProcessingException(Somewhere, new InvalidOperationException("no"));
        yield return new DeserializationException(Somewhere, new InvalidOperationException("no"));
        yield return new ProductionException("no", new InvalidOperationException("no"));
    }

    [TestCaseSource(nameof(Exceptions))]
    public void An_exception_of_the_engines_that_an_operator_throws_is_put_before_the_handler(Exception thrown)
    {
        using var worker = Worker(
            builder => builder.Stream<string, string>("in").Peek((_, value) => ThrowIfBad(value, thrown)).ForEach((_, value) => _done.Enqueue(value)));
        worker.Write("in", 0, "a", "bad", "b");
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "the rest is done");
        _done.Should().Equal("a", "b");
    }

    [TestCaseSource(nameof(Exceptions))]
    public void An_exception_of_the_engines_that_a_handler_throws_is_put_before_the_handler(Exception thrown)
    {
        using var worker = Worker(builder => builder.Stream<string, string>("in").ForEachAsync(async (record, _) =>
        {
            await Task.Yield();
            ThrowIfBad(record.Value, thrown);
            _done.Enqueue(record.Value);
        }));
        worker.Write("in", 0, "a", "bad", "b");
        worker.RunUntil(() => worker.Committed("in", 0) == 3, "the rest is done");
        _done.Should().Equal("a", "b");
    }

    [Test]
    public void What_has_ended_another_application_is_put_before_the_handler()
    {
        using var other = Worker(
            builder => builder.Stream<string, string>("in").ForEach((_, _) => throw new InvalidOperationException("no")),
            ExceptionHandlers.Fail);
        other.Write("in", 0, "a");
        var ended = other.Invoking(it => it.RunUntil(() => false, "it fails")).Should().Throw<ProcessingException>().Which;

        An_exception_of_the_engines_that_an_operator_throws_is_put_before_the_handler(ended);
    }

    private static void ThrowIfBad(string value, Exception thrown)
    {
        if (value == "bad")
        {
            throw thrown;
        }
    }

    private static SteppedWorker Worker(Action<StreamsBuilder> build, ExceptionHandler? handler = null) =>
        new(build, options => options with { ProcessingExceptionHandler = handler ?? ExceptionHandlers.Continue });
}
