using System.CommandLine;
using Commands.Streams.Redriving;

namespace Commands.Streams.Redrive;

/// <summary>Which dead letters are meant.</summary>
internal sealed class FilterOptions
{
    private readonly Option<int?> _partition = new("--partition") { Description = "Only those in this partition of the dead-letter topic." };
    private readonly Option<long?> _from = new("--from-offset") { Description = "Only those from this offset on." };
    private readonly Option<long?> _to = new("--to-offset") { Description = "Only those up to this offset, which is included." };
    private readonly Option<string?> _exception = new("--exception") { Description = "Only those with this exception: its full name, or the last part of it." };
    private readonly Option<string?> _topic = new("--original-topic") { Description = "Only those that failed in this topic." };
    private readonly Option<string?> _commandId = new("--command-id") { Description = "Only those of this command." };
    private readonly Option<int?> _limit = new("--limit") { Description = "At most so many." };

    private FilterOptions()
    {
    }

    public static FilterOptions AddTo(Command verb)
    {
        var options = new FilterOptions();
        verb.Add(options._partition);
        verb.Add(options._from);
        verb.Add(options._to);
        verb.Add(options._exception);
        verb.Add(options._topic);
        verb.Add(options._commandId);
        verb.Add(options._limit.OfAtLeastOne());
        return options;
    }

    public RedriveOptions Read(ParseResult parsed) => new()
    {
        Limit = parsed.GetValue(_limit),
        Filter = new DeadLetterFilter
        {
            Partition = parsed.GetValue(_partition),
            FromOffset = parsed.GetValue(_from),
            ToOffset = parsed.GetValue(_to),
            Exception = parsed.GetValue(_exception),
            OriginalTopic = parsed.GetValue(_topic),
            CommandId = parsed.GetValue(_commandId),
        },
    };
}
