using System.CommandLine;

namespace Commands.Streams.Redrive;

/// <summary>The command line: what it understands, and the exit codes 0 (done) and 2 (not done, with a sentence that says why).</summary>
public static class CommandLine
{
    private const int NotDone = 2;

    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Gets the results, one a line.</param>
    /// <param name="error">Gets one sentence where something is wrong.</param>
    /// <param name="cancellationToken">Stops it, as SIGINT does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand(
            "Lists, shows and redrives the dead letters of a Kafka topic.") { ListVerb.Create(), ShowVerb.Create(), RedriveVerb.Create() };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Refuse(error, string.Join(' ', parsed.Errors.Select(problem => problem.Message)));
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop },
                cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return Refuse(error, "Stopped before the end. What was done is committed; run it again to go on.");
        }
        catch (Exception exception)
        {
            return Refuse(error, exception.Message);
        }
    }

    private static int Refuse(TextWriter error, string sentence)
    {
        error.WriteLine(string.Join(' ', sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return NotDone;
    }
}
