using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Tests.Support;
using static Commands.Streams.Tests.Support.Some;

namespace Commands.Streams.Tests.Scenarios;

/// <summary>The scripts of the contract: what issuers, handlers and strangers may do.</summary>
public static class CommandScripts
{
    private static readonly CommandTypes<object> Types = new CommandTypes<object>().Add("dispatch", Serdes.String).Add("count", Serdes.Json<int[]>());

    public static IEnumerable<CommandScript> All =>
    [
        .. Readable, .. Unreadable, .. Failing, .. Answered, .. HeaderScripts.All,
    ];

    private static CommandTopology<long, string, string> Answering => new CommandTopology<long, string>(Some.Commands).Respond(Responses);

    private static IEnumerable<CommandScript> Readable =>
    [
        new("valid", () => Answering.ForEach(Receipt), Command(12005, "2 Roadford Avenue", Correlation("c-1")), Command(12004, "1 Streetford Road")),
        new("valid, asynchronous", () => Answering.ForEach(LaterAsync), Command(1, "a", Correlation("c-1")), Command(1, "b", Correlation("c-2"))),
        new("valid, without an answer", () => new CommandTopology<long, string>(Some.Commands).DeadLetterTo(DeadLetters).ForEach(Fail), Command(1, "a")),
        new("accepted", () => Answering.SendAccepted().ForEach(LaterAsync), Command(1, "a", Correlation("c-1"), Header(CommandHeaders.CommandId, "id-1"))),
        new("no time", () => Answering.DeadLetterTo(DeadLetters).ForEach(Reject), Command(1, "a", Correlation("c-1")) with { Timestamp = 0 }),
        new(
            "several types",
            () =>
                new CommandTopology<long, object>(CommandStream.Define(Some.Commands.Topic, Serdes.Int64, Types, 2)).Respond(Responses)
                    .DeadLetterTo(DeadLetters)
                .ForEach(command => command.Value is int[] numbers ? $"{numbers.Length} numbers" : (string)command.Value),
            Command(1, "a", Header(CommandHeaders.Type, "dispatch")),
            Command(1, "[1,2,3]", Header(CommandHeaders.Type, "count")),
            Command(1, "a", Header(CommandHeaders.Type, "unheard-of"), Correlation("c-1")),
            Command(1, "a", Correlation("c-2"))),
        new("invalid", () => Answering.Validate(command => command.Value.Length > 3 ? "too long" : null).ForEach(Receipt), Command(1, "a"), Command(1, "abcd")),
        new("validation throws", () => Answering.DeadLetterTo(DeadLetters).Validate(Throw<string?>).ForEach(Receipt), Command(1, "a", Correlation("c-1"))),
        new(
            "expired",
            () => Answering.ForEach(Receipt),
            Command(1, "a", Correlation("c-1"), Header(CommandHeaders.Deadline, $"{Now - 10_000}")),
            Command(1, "b", Correlation("c-2"), Header(CommandHeaders.Timeout, "1000")) with { Timestamp = Now - 60_000 },
            Command(1, "c", Correlation("c-3"), Header(CommandHeaders.Deadline, $"{Now + 10_000}"))),
        new(
            "expired, dropped",
            () => Answering.OnExpired(CommandExpiry.Drop).ForEach(Receipt),
            Command(1, "a", Correlation("c-1"), Header(CommandHeaders.Deadline, $"{Now - 10_000}")),
            Command(1, "b", Correlation("c-2"))),
    ];

    private static IEnumerable<CommandScript> Unreadable =>
    [
        new("poison key", () => Answering.DeadLetterTo(DeadLetters).ForEach(Receipt), Command(1, "a", Correlation("c-1")) with { Key = [1, 2, 3] }),
        new("poison key, no topic", () => Answering.ForEach(Receipt), Command(1, "a") with { Key = [1, 2, 3] }),
        new("no key", () => Answering.DeadLetterTo(DeadLetters).ForEach(Receipt), Command(1, "a", Correlation("c-1")) with { Key = null }),
        new("poison value", () => Json().DeadLetterTo(DeadLetters).ForEach(SumAsync), Command(1, "{not json", Correlation("c-1")), Command(2, "[1,2]")),
        new("poison value, no topic", () => Json().ForEach(SumAsync), Command(2, "[1,2]"), Command(1, "{not json")),
        new("tombstone", () => Answering.DeadLetterTo(DeadLetters).ForEach(Receipt), Command(1, null, Correlation("c-1"))),
        new("tombstone, no topic", () => Answering.ForEach(Receipt), Command(1, null, Correlation("c-1"))),
        new(
            "tombstone, allowed",
            () => new CommandTopology<long, string>(Some.Commands.AllowNull()).Respond(Responses).ForEach(command => command.Value ?? "nothing"),
            Command(1, null, Correlation("c-1"))),
        new("empty", () => Answering.ForEach(Receipt), Command(1, string.Empty)),
        new("no bytes at all", () => Answering.DeadLetterTo(DeadLetters).ForEach(Receipt), new ScriptedRecord(null, null, Headers.Empty)),
    ];

    private static IEnumerable<CommandScript> Failing =>
    [
        new("rejected", () => Answering.ForEach(Reject), Command(1, "a", Correlation("c-1"))),
        new("failing twice", () => Answering.Retry(3, Backoff.None).DeadLetterTo(DeadLetters).ForEach(Failing_first(2)), Command(1, "a", Correlation("c-1"))),
        new("failing for good", () => Answering.Retry(3, Backoff.None).DeadLetterTo(DeadLetters).ForEach(Throw<string>), Command(1, "a", Correlation("c-1"))),
        new("failing, no topic", () => Answering.ForEach(Throw<string>), Command(1, "a", Correlation("c-1"))),
        new("failing, nobody answered", () => new CommandTopology<long, string>(Some.Commands).ForEach(Fail), Command(1, "a", Correlation("c-1"))),
        new("failing later, no topic", () => Answering.ForEach(FailLaterAsync), Command(1, "a", Correlation("c-1"))),
        new("failing, skipped", () => Answering.OnFailure(CommandFailure.Skip).ForEach(Throw<string>), Command(1, "a", Correlation("c-1")), Command(2, "b")),
        new("decision throws", () => Answering.DeadLetterTo(DeadLetters).OnFailure(Throw).ForEach(Throw<string>), Command(1, "a", Correlation("c-1"))),
        new(
            "not retryable",
            () => Answering.Retry(3, Backoff.None).ForEach(_ => throw new CommandFailedException("gone", "It is gone.", false)),
            Command(1, "a", Correlation("c-1"))),
    ];

    private static IEnumerable<CommandScript> Answered =>
    [
        new("oversize response", () => Answering.MaxResponseBytes(1024).ForEach(_ => new string('x', 2000)), Command(1, "a", Correlation("c-1"))),
        new("no response", () => Answering.ForEach(_ => null!), Command(1, "a", Correlation("c-1"))),
        new(
            "response that cannot be written",
            () => new CommandTopology<long, string>(Some.Commands)
                .Respond(ResponseStream.Define(Responses.Topic, Serdes.Int64, new UnwritableSerde(), 2)).ForEach(Receipt),
            Command(1, "a", Correlation("c-1"))),
    ];

    private static CommandTopology<long, int[], string> Json() =>
        new CommandTopology<long, int[]>(CommandStream.Define(Some.Commands.Topic, Serdes.Int64, Serdes.Json<int[]>(), 2)).Respond(Responses);

    private static async ValueTask<string> SumAsync(Command<long, int[]> command, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return command.Value.Sum().ToString();
    }

    private static async ValueTask<string> LaterAsync(Command<long, string> command, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return Receipt(command);
    }

    private static async ValueTask<string> FailLaterAsync(Command<long, string> command, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new InvalidOperationException("The warehouse burns.");
    }

    private static string Reject(Command<long, string> command) => throw new CommandRejectedException("unknown-order", "There is no such order.");

    private static void Fail(Command<long, string> command) => throw new InvalidOperationException("The warehouse burns.");

    private static T Throw<T>(Command<long, string> command) => throw new InvalidOperationException("The warehouse burns.");

    private static CommandFailure Throw(Command<long, string> command, Exception exception) => throw new InvalidOperationException("So does the decision.");

    private static Func<Command<long, string>, string> Failing_first(int times)
    {
        var calls = 0;
        return command => ++calls <= times ? throw new InvalidOperationException($"No. {calls}.") : Receipt(command);
    }
}
