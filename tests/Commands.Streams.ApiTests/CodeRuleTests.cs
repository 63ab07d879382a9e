using Commands.Streams.ApiTests.Support;

namespace Commands.Streams.ApiTests;

/// <summary>Rules of names, folders and files that no analyzer checks.</summary>
public sealed class CodeRuleTests
{
    private const int MaxSourceLines = 400;
    private const int MaxTestLines = 600;
    private const int MaxLineLength = 160;

    /// <summary>Where extensions of IServiceCollection are found without a using, by .NET's convention.</summary>
    private const string ServiceExtensions = "namespace Microsoft.Extensions.DependencyInjection;";

    /// <summary>Folders of what users type first: their types are in the root namespace of their project, so that one using finds them all.</summary>
    private static readonly string[] RootFolders =
    [
        "src/Commands.Streams.Engine/Dsl/Streams", "src/Commands.Streams.Engine/Dsl/Tables", "src/Commands.Streams.Engine/Dsl/Windows",
        "src/Commands.Streams.Engine/Dsl/Joins", "src/Commands.Streams.Engine/Application",
        "src/Commands.Streams/Contract", "src/Commands.Streams/Client", "src/Commands.Streams/Subscriber", "src/Commands.Streams/Outcomes",
    ];

    [Test]
    public void No_namespace_has_the_simple_name_of_a_public_type()
    {
        var names = Library.All.SelectMany(library => library.Types).Where(References.IsShown).Select(type => type.Name.Split('`')[0]).ToHashSet();
        Library.All.SelectMany(library => library.Types).SelectMany(type => type.Namespace.Split('.')).Distinct()
            .Except(["Commands", "Streams"]).Where(names.Contains).Should().BeEmpty();
        names.Should().NotContain(["Commands", "Streams"]);
    }

    [TestCaseSource(typeof(Library), nameof(Library.All))]
    public void Every_internal_class_is_sealed_static_or_abstract(Library library) => library.Types
        .Where(type => type.IsClass && !type.IsValueType && !References.IsShown(type) && !type.IsSealed && !type.IsAbstract)
        .Select(type => type.FullName).Should().BeEmpty();

    [TestCaseSource(typeof(Library), nameof(Library.All))]
    public void Every_namespace_is_its_folder(Library library)
    {
        var misplaced = from file in Repository.Sources($"src/{library.Name}")
                        let declared = File.ReadLines(Path.Combine(Repository.Root, file))
                            .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
                        let folder = Path.GetDirectoryName(Path.GetRelativePath($"src/{library.Name}", file))!.Replace('\\', '/')
                        let isRoot = folder.Length == 0 || RootFolders.Contains($"src/{library.Name}/{folder}")
                        let expected = isRoot ? library.RootNamespace : $"{library.RootNamespace}.{folder.Replace('/', '.')}"
                        where declared is not null and not ServiceExtensions && declared != $"namespace {expected};"
                        select $"{file} declares '{declared}'";
        misplaced.Should().BeEmpty();
    }

    [TestCase("src", MaxSourceLines)]
    [TestCase("tests", MaxTestLines)]
    [TestCase("samples", MaxSourceLines)]
    [TestCase("benchmarks", MaxSourceLines)]
    [TestCase("tools", MaxSourceLines)]
    public void No_file_is_too_long(string folder, int maxLines) => Repository.Sources(folder)
        .Select(file => (file, lines: File.ReadLines(Path.Combine(Repository.Root, file)).Count()))
        .Where(file => file.lines > maxLines).Should().BeEmpty();

    [TestCase("src")]
    [TestCase("tests")]
    [TestCase("samples")]
    [TestCase("benchmarks")]
    [TestCase("tools")]
    public void No_line_is_too_long(string folder) => Repository.Sources(folder)
        .Where(file => !file.EndsWith(".g.cs", StringComparison.Ordinal))
        .SelectMany(TooLong)
        .Should().BeEmpty("a line has at most {0} characters, unless it is a text that cannot be broken", MaxLineLength);

    [Test]
    public void No_source_has_a_region() => Repository.Sources("src")
        .Where(file => File.ReadLines(Path.Combine(Repository.Root, file)).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal)))
        .Should().BeEmpty();

    /// <summary>Raw strings are left out.</summary>
    private static IEnumerable<string> TooLong(string file)
    {
        const string Quotes = "\"\"\"";
        var isInside = false;
        foreach (var (number, line) in File.ReadLines(Path.Combine(Repository.Root, file)).Index())
        {
            var quotes = line.Split(Quotes).Length - 1;
            if (quotes == 0 && !isInside && line.Length > MaxLineLength)
            {
                yield return $"{file}:{number + 1}";
            }

            isInside ^= quotes % 2 == 1;
        }
    }
}
