namespace Commands.Streams.ConformanceTests.Replay;

/// <summary>A file of golden vectors: <c>group/topology.seed.json</c>.</summary>
/// <param name="Path">Where it is.</param>
public sealed record VectorFile(string Path)
{
    /// <summary>The environment variable that names another folder of vectors than the copy beside the tests.</summary>
    private const string FolderVariable = "COMMANDS_STREAMS_GOLDEN";

    /// <summary>The folder, as <c>group</c>.</summary>
    public string Group => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Path)!);

    /// <summary>The topology's name in the catalogue.</summary>
    public string Topology => System.IO.Path.GetFileNameWithoutExtension(System.IO.Path.GetFileNameWithoutExtension(Path));

    /// <summary>The name in test reports, without dots, which test runners take for namespaces.</summary>
    public string Title => $"{Group}/{System.IO.Path.GetFileNameWithoutExtension(Path).Replace('.', '#')}";

    /// <summary>Every file there is.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<VectorFile> FindAll()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        if (string.IsNullOrEmpty(folder))
        {
            folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Vectors");
        }

        return
        [
            .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => new VectorFile(path)),
        ];
    }
}
