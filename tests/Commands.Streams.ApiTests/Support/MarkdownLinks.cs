using System.Text.RegularExpressions;

namespace Commands.Streams.ApiTests.Support;

/// <summary>Finds the targets of links in Markdown.</summary>
internal static partial class MarkdownLinks
{
    public static IEnumerable<string> In(string text) => Link().Matches(text).Select(match => match.Groups["target"].Value);

    [GeneratedRegex(@"\]\((?<target>[^()\s]+)\)")]
    private static partial Regex Link();
}
