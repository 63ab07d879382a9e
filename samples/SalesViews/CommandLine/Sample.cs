using System.CommandLine;
using Commands.Streams.Errors;

namespace SalesViews.CommandLine;

/// <summary>The command line: what it understands, and the exit codes 0 (done), 1 (failed at work) and 2 (wrong input or cluster).</summary>
public static class Sample
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Refused = 2;

    /// <summary>Runs the sample.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Gets the changes of the views, one a line.</param>
    /// <param name="error">Gets a sentence if something is wrong.</param>
    /// <param name="cancellationToken">Stops it, as SIGTERM does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var parsed = SalesCommand.Create().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            error.WriteLine(OnOneLine(string.Join(' ', parsed.Errors.Select(problem => problem.Message))));
            return Refused;
        }

        try
        {
            // The host hears signals itself, and takes the time it needs to drain.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                cancellationToken);
        }
        catch (Exception exception)
        {
            error.WriteLine(OnOneLine(exception.Message));
            return IsRefusal(exception) ? Refused : Failed;
        }
    }

    private static string OnOneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsRefusal(Exception exception) => exception is
        StreamsConfigurationException or TopologyException or ClientException or IOException or UnauthorizedAccessException or NotSupportedException;
}
