using System.Text;

namespace Commands.Streams.Errors;

/// <summary>Formats problems as one message: a single problem as it is, several as a numbered list.</summary>
internal static class ProblemList
{
    public static string Format(string title, IReadOnlyList<string> problems)
    {
        if (problems.Count == 1)
        {
            return $"{title} {problems[0]}";
        }

        var text = new StringBuilder($"{title} {problems.Count} problems:");
        for (var i = 0; i < problems.Count; i++)
        {
            text.Append('\n').Append(i + 1).Append(". ").Append(problems[i]);
        }

        return text.ToString();
    }
}
