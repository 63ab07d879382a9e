using System.IO.Compression;
using System.Xml.Linq;
using Commands.Streams.ApiTests.Support;

namespace Commands.Streams.ApiTests.Packages;

/// <summary>What is in the packed files.</summary>
[Category("Packages")]
public sealed class PackageTests
{
    [TestCaseSource(typeof(Library), nameof(Library.All))]
    public void A_package_has_readme_license_documentation_and_symbols(Library library)
    {
        using var package = ZipFile.OpenRead(Path.Combine(PackedLibraries.Packages, $"{library.Name}.{PackedLibraries.Version}.nupkg"));
        package.Entries.Select(entry => entry.FullName).Should()
            .Contain("README.md").And.Contain("icon.png").And.Contain($"lib/net10.0/{library.Name}.dll").And.Contain($"lib/net10.0/{library.Name}.xml");
        using var symbols = ZipFile.OpenRead(Path.Combine(PackedLibraries.Packages, $"{library.Name}.{PackedLibraries.Version}.snupkg"));
        symbols.Entries.Select(entry => entry.FullName).Should().Contain($"lib/net10.0/{library.Name}.pdb");

        var metadata = XDocument.Load(package.GetEntry($"{library.Name}.nuspec")!.Open()).Root!.Elements().First();
        Value(metadata, "license").Should().Be("Apache-2.0");
        Value(metadata, "readme").Should().Be("README.md");
        Value(metadata, "icon").Should().Be("icon.png");
        Value(metadata, "description").Should().EndWith(".");
        Value(metadata, "tags").Should().Contain("kafka");
        Value(metadata, "projectUrl").Should().StartWith("https://");
        Value(metadata, "releaseNotes").Should().Contain("CHANGELOG.md");
    }

    [TestCaseSource(typeof(Library), nameof(Library.All))]
    public void The_readme_of_a_package_is_its_own_and_links_absolutely(Library library)
    {
        using var package = ZipFile.OpenRead(Path.Combine(PackedLibraries.Packages, $"{library.Name}.{PackedLibraries.Version}.nupkg"));
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        var readme = reader.ReadToEnd();

        readme.Should().StartWith($"# {library.Name}\n").And.Contain($"dotnet add package {library.Name}").And.NotContain("$(");
        MarkdownLinks.In(readme).Should().NotBeEmpty().And.OnlyContain(link => link.StartsWith("https://", StringComparison.Ordinal));
    }

    private static string? Value(XElement metadata, string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
}
