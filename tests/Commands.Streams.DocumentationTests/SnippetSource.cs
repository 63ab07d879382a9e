namespace Commands.Streams.DocumentationTests;

/// <summary>
/// Cuts the parts out of source files that the documents quote: the lines between <c>// begin: name</c> and <c>// end: name</c>, moved to the left.
/// </summary>
internal static class SnippetSource
{
    private const string Begin = "// begin: ";
    private const string End = "// end: ";

    public static IReadOnlyDictionary<string, string> ReadAll(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => Read(File.ReadAllLines(file)))
        .ToDictionary(snippet => snippet.Name, snippet => snippet.Text);

    private static IEnumerable<(string Name, string Text)> Read(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimStart();
            if (line.StartsWith(Begin, StringComparison.Ordinal))
            {
                var name = line[Begin.Length..].Trim();
                var inside = lines.Skip(i + 1).TakeWhile(inner => inner.TrimStart() != End + name).ToList();
                yield return (name, Outdent(inside));
            }
        }
    }

    private static string Outdent(List<string> lines)
    {
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }
}
