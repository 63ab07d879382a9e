using System.Text;
using System.Text.RegularExpressions;

namespace Commands.Streams.DocumentationTests;

/// <summary>Links between documents lead somewhere.</summary>
public sealed partial class LinkTests
{
    [TestCaseSource(typeof(Documents), nameof(Documents.All))]
    public void Every_relative_link_leads_to_a_file_and_its_heading(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Documents.Root, document))!;
        var broken = from Match link in Link().Matches(Fence().Replace(Documents.Read(document), string.Empty))
                     let target = link.Groups["target"].Value
                     where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
                     where !Resolves(folder, document, target)
                     select target;

        broken.Should().BeEmpty();
    }

    [Test]
    public void Readme_has_at_most_120_lines() => Documents.Read("README.md").TrimEnd('\n').Split('\n').Should().HaveCountLessThanOrEqualTo(120);

    [Test]
    public void Every_page_of_the_documentation_says_where_to_go_next() => Documents.All
        .Where(document => document.StartsWith("docs/", StringComparison.Ordinal) && document.Count(character => character == '/') == 1)
        .Where(document => document != "docs/index.md")
        .Where(document => !Documents.Read(document).TrimEnd().Split('\n')[^1].StartsWith("Next: ", StringComparison.Ordinal))
        .Should().BeEmpty();

    [Test]
    public void Index_and_table_of_contents_have_every_page()
    {
        var pages = Documents.All.Where(
            document => document.StartsWith("docs/", StringComparison.Ordinal) && document.Count(character => character == '/') == 1)
            .Select(document => document["docs/".Length..]).Where(page => page != "index.md").ToList();

        pages.Where(page => !Documents.Read("docs/index.md").Contains($"]({page})", StringComparison.Ordinal)).Should().BeEmpty();
        pages.Where(page => !File.ReadAllText(Path.Combine(Documents.Root, "docs", "toc.yml")).Contains($"href: {page}", StringComparison.Ordinal))
            .Should()
            .BeEmpty();
    }

    [Test]
    public void List_of_decisions_has_every_decision()
    {
        var list = Documents.Read("docs/decisions/README.md");
        var missing = from document in Documents.All
                      where document.StartsWith("docs/decisions/", StringComparison.Ordinal) && document != "docs/decisions/README.md"
                      let title = Documents.Read(document).Split('\n')[0]["# ".Length..]
                      let entry = $"[{title}]({Path.GetFileName(document)})"
                      where !list.Contains(entry, StringComparison.Ordinal)
                      select entry;

        missing.Should().BeEmpty("docs/decisions/README.md lists each decision as '- [title](file)'");
    }

    private static bool Resolves(string folder, string document, string target)
    {
        var (path, _, anchor) = target.Split('#') is [var file, var heading] ? (file, '#', heading) : (target, ' ', string.Empty);
        var full = path.Length == 0 ? Path.Combine(Documents.Root, document) : Path.GetFullPath(Path.Combine(folder, path));
        return (File.Exists(full) || Directory.Exists(full)) && (anchor.Length == 0 || Headings(full).Contains(anchor));
    }

    private static HashSet<string> Headings(string file) =>
        [.. File.ReadLines(file).Where(line => line.StartsWith('#')).Select(line => Anchor(line.TrimStart('#').Trim()))];

    /// <summary>As GitHub and DocFX make it: lower case, punctuation dropped, spaces as hyphens.</summary>
    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var character in heading.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(character) || character is '-' or '_')
            {
                anchor.Append(character);
            }
            else if (character == ' ')
            {
                anchor.Append('-');
            }
        }

        return anchor.ToString();
    }

    [GeneratedRegex(@"\]\((?<target>[^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
