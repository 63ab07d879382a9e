using System.Runtime.CompilerServices;

namespace Commands.Streams.DocumentationTests;

/// <summary>What README and docs show is code that compiles and is tested here.</summary>
public class SnippetTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));
    private static readonly IReadOnlyDictionary<string, string> Sources = SnippetSource.ReadAll(Path.Combine(Folder(), "Snippets"));

    private static IEnumerable<TestCaseData> Quoted() => QuotedSnippet.ReadAll(Root).Select(quoted => new TestCaseData(quoted.Name, quoted.Text).SetArgDisplayNames(quoted.ToString()));

    [TestCaseSource(nameof(Quoted))]
    public void Quoted_code_is_the_compiled_code(string name, string text)
    {
        Sources.Should().ContainKey(name);
        text.Should().Be(Sources[name]);
    }

    [Test]
    public void Every_snippet_is_quoted_somewhere() =>
        Sources.Keys.Should().BeSubsetOf(QuotedSnippet.ReadAll(Root).Select(quoted => quoted.Name));

    [Test]
    public void Every_csharp_block_of_the_documents_is_a_snippet()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Append(Path.Combine(Root, "README.md"));
        foreach (var document in documents)
        {
            var text = File.ReadAllText(document);
            var blocks = text.Split("\n```csharp\n").Length - 1;
            var snippets = text.Split("-->\n```csharp\n").Length - 1;
            blocks.Should().Be(snippets, "{0} shows only code that compiles", Path.GetFileName(document));
        }
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
