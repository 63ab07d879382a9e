using System.Text.RegularExpressions;

namespace Commands.Streams.DocumentationTests;

/// <summary>A code block of a document that says which snippet it quotes: <c>&lt;!-- snippet: name --&gt;</c> on the line before.</summary>
internal sealed partial record QuotedSnippet(string Document, string Name, string Text)
{
    public static IEnumerable<QuotedSnippet> ReadAll(string root) => Directory
        .EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(root, "README.md"))
        .SelectMany(file => Block().Matches(File.ReadAllText(file)).Select(match => new QuotedSnippet(
            Path.GetRelativePath(root, file), match.Groups["name"].Value, match.Groups["code"].Value)));

    public override string ToString() => $"{Document}: {Name}";

    [GeneratedRegex(@"<!-- snippet: (?<name>[\w-]+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
