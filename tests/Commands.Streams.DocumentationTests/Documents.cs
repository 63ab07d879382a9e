using System.Runtime.CompilerServices;

namespace Commands.Streams.DocumentationTests;

/// <summary>The Markdown files of the repository.</summary>
internal static class Documents
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    /// <summary>Every Markdown file that is part of the sources, by its path from the root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "TestResults" or "BenchmarkDotNet.Artifacts"))
            .Order(StringComparer.Ordinal),
    ];

    public static string Snippets { get; } = Path.Combine(Folder(), "Snippets");

    public static string Read(string document) => File.ReadAllText(Path.Combine(Root, document)).ReplaceLineEndings("\n");

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
