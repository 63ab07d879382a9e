using System.Globalization;
using Commands.Streams.Interop;
using Commands.Streams.Records;
using Commands.Streams.Testing;
using Commands.Streams.Testing.Invariants;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>
/// Commands whose issuers choose where the answers go, many of them to topics that do not exist, another one each time: every command is answered, in its
/// topic or in the response stream, and where nothing else goes wrong, no turn of a worker waits for a topic.
/// </summary>
internal sealed class RepliesScenario(string name, ProcessingGuarantee guarantee) : Scenario(name, guarantee)
{
    private const string Replies = "replies";
    private const string Nowhere = "replies-nowhere-";
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    public override RunSettings Draw(ulong seed)
    {
        var settings = base.Draw(seed);
        return IsQuiet(settings) ? settings with { Faults = SimulationFaults.None, QueueCapacity = 1_000 } : settings;
    }

    protected override IReadOnlyList<string> Topics => [Input, Output, Dead, Replies];

    protected override TimeSpan LongestTurnOf(RunSettings settings) => IsQuiet(settings) ? TimeSpan.FromSeconds(5) : TimeSpan.MaxValue;

    protected override Topology Build(RunSettings settings, Func<TimeSpan, Task> work) =>
        new CommandTopology<int, long>(CommandStream.Define(Input, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .Respond(ResponseStream.Define(Output, Serdes.Int32, Serdes.Int64, settings.Partitions))
            .AllowReplyTo(Replies + "*")
            .Concurrency(settings.Concurrency)
            .OnFailure(CommandFailure.Skip)
            .ForEach(async (command, _) =>
            {
                await work(Longest).ConfigureAwait(false);
                return command.Value;
            })
            .Build();

    protected override Headers HeadersOf(long number)
    {
        var headers = Headers.Empty.Add(CommandHeaders.CommandId, number.ToString("D20", CultureInfo.InvariantCulture));
        return (number % 3) switch
        {
            0 => headers,
            1 => headers.Add(CommandHeaders.ReplyTopic, Replies),
            _ => headers.Add(CommandHeaders.ReplyTopic, string.Create(CultureInfo.InvariantCulture, $"{Nowhere}{number}")),
        };
    }

    protected override IEnumerable<SimulationInvariant> Invariants(RunSettings settings)
    {
        var flow = new RecordFlow(
            Input,
            Output,
            static (_, value, headers) => value.Length == sizeof(long) ? CommandNumber([], [], headers) : null,
            CommandNumber)
        {
            OtherOutput = Replies,
        };
        yield return new CommittedWorkIsFinished(flow);
        yield return new NothingLost(flow);
        yield return new NothingInvented(flow);
        if (Guarantee == ProcessingGuarantee.ExactlyOnce)
        {
            yield return new NothingTwice(flow);
        }
    }

    private static bool IsQuiet(RunSettings settings) => settings.Variant % 2 == 0;
}
