using System.Text.RegularExpressions;

namespace Commands.Streams.DocumentationTests;

/// <summary>
/// A block of C# in a document, with the comment on the line before that says what it quotes: <c>snippet: name</c>, a part of a file in Snippets;
/// <c>file: path</c>, a whole file of the repository; or <c>program: paths</c>, files that are built from the document by the tests of the packages.
/// </summary>
internal sealed partial record QuotedCode(string Document, string Kind, string Name, string Text)
{
    public const string Snippet = "snippet";
    public const string WholeFile = "file";

    public static IEnumerable<QuotedCode> ReadAll() => Documents.All.SelectMany(document => Block().Matches(Documents.Read(document)).Select(match =>
        new QuotedCode(document, match.Groups["kind"].Value, match.Groups["name"].Value, match.Groups["code"].Value)));

    public override string ToString() => $"{Document}: {Name}";

    [GeneratedRegex(@"<!-- (?<kind>snippet|file|program): (?<name>[^>]+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
