using System.CommandLine;
using Commands.Streams.Redriving;

namespace Commands.Streams.Redrive;

/// <summary>The verb <c>list</c>.</summary>
internal static class ListVerb
{
    private const string Columns = "position\tstate\tkey\torigin\texception\tmessage\tattempts\twhen\tcommand-id";

    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Those that were redriven, too." };
        var verb = new Command("list", "Lists dead letters, one a line, its columns separated by tabs.") { all };
        var cluster = ClusterOptions.AddTo(verb);
        var filter = FilterOptions.AddTo(verb);
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            using var client = cluster.Connect(parsed);
            var options = filter.Read(parsed) with { Group = cluster.Group(parsed) };
            var most = options.Limit ?? int.MaxValue;
            var isFirst = true;
            await foreach (var letter in new DeadLetterTopic(client, cluster.Topic(parsed)).ReadAsync(options with { Limit = null }, cancellationToken))
            {
                if (letter.IsRedriven && !parsed.GetValue(all))
                {
                    continue;
                }

                if (isFirst)
                {
                    await output.WriteLineAsync(Columns);
                    isFirst = false;
                }

                await output.WriteLineAsync(Line(letter));
                if (--most == 0)
                {
                    break;
                }
            }

            return 0;
        });
        return verb;
    }

    private static string Line(DeadLetter letter) => string.Join(
        '\t',
        Readable.Position(letter),
        letter.IsRedriven ? "redriven" : "waiting",
        Readable.Bytes(letter.Key),
        Readable.Origin(letter),
        Readable.OrNothing(letter.ExceptionType),
        Readable.OrNothing(letter.ExceptionMessage),
        Readable.OrNothing(letter.Attempts),
        Readable.Time(letter.Timestamp),
        Readable.OrNothing(letter.CommandId));
}
