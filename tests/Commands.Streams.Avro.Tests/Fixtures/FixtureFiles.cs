using System.Runtime.CompilerServices;

namespace Commands.Streams.Avro.Tests.Fixtures;

/// <summary>The files beside this one: schemas, payloads as hexadecimal digits, and values as JSON; java/README.md says who wrote what.</summary>
internal static class FixtureFiles
{
    public const string WrittenByJava = "written-by-java.txt";
    public const string WrittenByUs = "written-by-us.txt";
    public const string WrittenByUsReadByJava = "written-by-us.read-by-java.txt";
    public const string WrittenByJavaReadByJava = "written-by-java.read-by-java.txt";

    public static string Folder { get; } = FolderOf();

    /// <summary>Schema ids by the names of schemas.</summary>
    public static IReadOnlyDictionary<string, int> Ids { get; } = File.ReadLines(PathOf("schemas/ids.txt"))
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[1], parts => int.Parse(parts[0]));

    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static string Schema(string name) => File.ReadAllText(PathOf($"schemas/{name}.avsc"));

    /// <summary>What a file has by the names of cases.</summary>
    public static IReadOnlyDictionary<string, string> Lines(string file) =>
        File.ReadLines(PathOf(file)).Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

    public static byte[] Payload(string file, string name) => Convert.FromHexString(Lines(file)[name]);

    private static string FolderOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
