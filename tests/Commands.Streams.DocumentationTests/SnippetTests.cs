namespace Commands.Streams.DocumentationTests;

/// <summary>What the documents show is code that compiles and is tested.</summary>
public class SnippetTests
{
    private static readonly IReadOnlyDictionary<string, string> Sources = SnippetSource.ReadAll(Documents.Snippets);

    private static IEnumerable<TestCaseData> Snippets() => Quoted(QuotedCode.Snippet);

    private static IEnumerable<TestCaseData> Files() => Quoted(QuotedCode.WholeFile);

    [TestCaseSource(nameof(Snippets))]
    public void Quoted_code_is_the_compiled_code(string name, string text)
    {
        Sources.Should().ContainKey(name);
        text.Should().Be(Sources[name]);
    }

    [TestCaseSource(nameof(Files))]
    public void Quoted_file_is_the_file(string name, string text) => text.Should().Be(Documents.Read(name).TrimEnd('\n'));

    [Test]
    public void Every_snippet_is_quoted_somewhere() =>
        Sources.Keys.Should().BeSubsetOf(QuotedCode.ReadAll().Where(quoted => quoted.Kind == QuotedCode.Snippet).Select(quoted => quoted.Name));

    [TestCaseSource(typeof(Documents), nameof(Documents.All))]
    public void Every_csharp_block_says_what_it_quotes(string document)
    {
        var blocks = Documents.Read(document).Split("\n```csharp\n").Length - 1;

        QuotedCode.ReadAll().Count(quoted => quoted.Document == document).Should().Be(blocks, "{0} shows only code that compiles", document);
    }

    private static IEnumerable<TestCaseData> Quoted(string kind) => QuotedCode.ReadAll().Where(quoted => quoted.Kind == kind)
        .Select(quoted => new TestCaseData(quoted.Name, quoted.Text).SetArgDisplayNames(quoted.ToString()));
}
