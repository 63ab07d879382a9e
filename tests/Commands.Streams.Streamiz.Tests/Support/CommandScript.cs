namespace Commands.Streams.Tests.Support;

/// <summary>Commands for one subscriber, and the topics that it may write to. The subscriber is made anew for each run, since handlers may count.</summary>
public sealed record CommandScript(string Name, Func<CommandSubscriber> Subscriber, params IReadOnlyList<ScriptedRecord> Commands)
{
    public IReadOnlyList<string> Outputs { get; init; } = [Some.Responses.Topic, "dispatch_receipts.orders", Some.DeadLetters];

    public override string ToString() => Name;
}
