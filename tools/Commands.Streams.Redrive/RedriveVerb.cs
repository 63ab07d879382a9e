using System.CommandLine;
using Commands.Streams.Redriving;

namespace Commands.Streams.Redrive;

/// <summary>The verb <c>redrive</c>.</summary>
internal static class RedriveVerb
{
    public static Command Create()
    {
        var to = new Option<string?>("--to") { Description = "The topic to write to. Without it, the one that each letter failed in." };
        var byKey = new Option<bool>("--by-key") { Description = "Choose the partition by the key, for topics that have got partitions since." };
        var withoutDeadline =
            new Option<bool>("--without-deadline") { Description = "Take the issuer's deadline off, so that subscribers do not reject what comes late." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check and count, and write nothing." };
        var perSecond = new Option<int?>("--per-second") { Description = "At most so many a second." }.OfAtLeastOne();
        var batch = new Option<int?>("--batch") { Description = "So many before progress is committed; 500 if not given." }.OfAtLeastOne();
        var quiet = new Option<bool>("--quiet") { Description = "Only the summary." };
        var verb = new Command("redrive", "Writes dead letters back, in order per key. Interrupted, it goes on where it was when it is run again.")
        {
            to, byKey, withoutDeadline, dryRun, perSecond, batch, quiet,
        };
        var cluster = ClusterOptions.AddTo(verb);
        var filter = FilterOptions.AddTo(verb);
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var isDry = parsed.GetValue(dryRun);
            var done = isDry ? "would redrive" : "redriven";
            using var client = cluster.Connect(parsed);
            var options = filter.Read(parsed);
            options = options with
            {
                Group = cluster.Group(parsed),
                To = parsed.GetValue(to),
                ByKey = parsed.GetValue(byKey),
                WithoutDeadline = parsed.GetValue(withoutDeadline),
                DryRun = isDry,
                PerSecond = parsed.GetValue(perSecond),
                BatchSize = parsed.GetValue(batch) ?? options.BatchSize,
                OnRedriven = parsed.GetValue(quiet) ? null : (letter, topic) => output.WriteLine($"{done} {Readable.Position(letter)} to {topic}"),
            };
            var summary = await new DeadLetterTopic(client, cluster.Topic(parsed)).RedriveAsync(options, cancellationToken);
            await output.WriteLineAsync(
                $"{summary.Redriven} {(isDry ? "to redrive" : "redriven")}, {summary.AlreadyRedriven} redriven before, {summary.FilteredOut} left out " +
                "by the options.");
            if (summary.Expired > 0)
            {
                await output.WriteLineAsync(
                    $"{summary.Expired} of them carry a deadline that has passed: " +
                    "subscribers will reject them as expired. With --without-deadline they do not.");
            }

            return 0;
        });
        return verb;
    }
}
