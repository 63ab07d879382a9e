using System.Runtime.CompilerServices;
using Commands.Streams.ApiTests.Support;
using PublicApiGenerator;
using Assembly = System.Reflection.Assembly;

namespace Commands.Streams.ApiTests;

/// <summary>The public API of each package as a text that is reviewed: Baselines/&lt;package&gt;.txt.</summary>
public sealed class PublicApiTests
{
    private const string AcceptVariable = "COMMANDS_STREAMS_ACCEPT_API";

    [TestCaseSource(typeof(Library), nameof(Library.All))]
    public void The_public_api_is_what_was_reviewed(Library library)
    {
        var current = Assembly.LoadFrom(library.AssemblyPath)
            .GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n") + "\n";
        var baseline = Path.Combine(Folder(), "Baselines", $"{library.Name}.txt");
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(baseline, current);
            return;
        }

        var reviewed = File.Exists(baseline) ? File.ReadAllText(baseline).ReplaceLineEndings("\n") : string.Empty;
        if (reviewed != current)
        {
            Assert.Fail(
                $"The public API of {library.Name} is not the one in Baselines/{library.Name}.txt:\n{Difference(reviewed, current)}\n" +
                $"If the change is meant, accept it and commit the file: {AcceptVariable}=1 dotnet test tests/Commands.Streams.ApiTests --filter " +
                "Name~public_api");
        }
    }

    /// <summary>The lines that are gone and those that are new, by their longest common subsequence.</summary>
    private static string Difference(string reviewed, string current)
    {
        var (left, right) = (reviewed.Split('\n'), current.Split('\n'));
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<string>();
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                i++;
                j++;
            }
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add($"- {left[i++]}");
            }
            else
            {
                lines.Add($"+ {right[j++]}");
            }
        }

        return string.Join('\n', lines);
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
