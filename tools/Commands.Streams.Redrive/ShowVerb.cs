using System.Buffers.Binary;
using System.CommandLine;
using System.Globalization;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Redriving;

namespace Commands.Streams.Redrive;

/// <summary>The verb <c>show</c>.</summary>
internal static class ShowVerb
{
    public static Command Create()
    {
        var partition = new Option<int>("--partition") { Description = "The partition of the dead-letter topic.", Required = true };
        var offset = new Option<long>("--offset") { Description = "The offset there.", Required = true };
        var verb = new Command("show", "Shows a dead letter: headers, key and value.") { partition, offset };
        var cluster = ClusterOptions.AddTo(verb);
        verb.SetAction(async (parsed, cancellationToken) =>
        {
            var at = parsed.GetValue(offset);
            var filter = new DeadLetterFilter { Partition = parsed.GetValue(partition), FromOffset = at, ToOffset = at };
            var topic = cluster.Topic(parsed);
            using var client = cluster.Connect(parsed);
            var letters = new DeadLetterTopic(client, topic).ReadAsync(
                new RedriveOptions { Filter = filter, Group = cluster.Group(parsed), Limit = 1 }, cancellationToken);
            await foreach (var letter in letters)
            {
                await WriteAsync(letter, parsed.InvocationConfiguration.Output);
                return 0;
            }

            throw new RedriveException($"Topic '{topic}' has no record at offset {at} of partition {parsed.GetValue(partition)}.");
        });
        return verb;
    }

    private static async Task WriteAsync(DeadLetter letter, TextWriter output)
    {
        await output.WriteLineAsync($"position   {letter}");
        await output.WriteLineAsync($"state      {(letter.IsRedriven ? "redriven" : "waiting")}");
        await output.WriteLineAsync($"timestamp  {Readable.Time(letter.OriginalTimestamp)}");
        await WriteAsync("headers of the record", letter.Headers.Where(header => !DeadLetterHeaders.IsOfDeadLetter(header.Name)), output);
        await WriteAsync("headers of the dead letter", letter.Headers.Where(header => DeadLetterHeaders.IsOfDeadLetter(header.Name)), output);
        await WriteAsync("key", letter.Key, output);
        await WriteAsync("value", letter.Value, output);
    }

    private static async Task WriteAsync(string what, IEnumerable<Header> headers, TextWriter output)
    {
        await output.WriteLineAsync($"{what}:");
        foreach (var header in headers)
        {
            await output.WriteLineAsync($"  {header.Name} = {Value(header)}");
        }
    }

    private static string Value(Header header) => (header.Name, header.Value) switch
    {
        (DeadLetterHeaders.SpringPartition, { Length: sizeof(int) } bytes) => Number(BinaryPrimitives.ReadInt32BigEndian(bytes)),
        (DeadLetterHeaders.SpringOffset or DeadLetterHeaders.SpringTimestamp, { Length: sizeof(long) } bytes) =>
            Number(BinaryPrimitives.ReadInt64BigEndian(bytes)),
        (DeadLetterHeaders.StackTrace or DeadLetterHeaders.SpringStackTrace, { } bytes) => string.Join("\n    ", Readable.Lines(bytes)),
        var (_, value) => Readable.Bytes(value),
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task WriteAsync(string what, byte[]? bytes, TextWriter output)
    {
        await output.WriteLineAsync(bytes is null ? $"{what}: none" : $"{what}, {bytes.Length} bytes:");
        foreach (var line in bytes is null ? [] : Readable.Lines(bytes))
        {
            await output.WriteLineAsync($"  {line}");
        }
    }
}
