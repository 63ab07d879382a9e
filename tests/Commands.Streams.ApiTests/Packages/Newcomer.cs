using System.Text.RegularExpressions;
using Commands.Streams.ApiTests.Support;

namespace Commands.Streams.ApiTests.Packages;

/// <summary>
/// Does what the README tells a newcomer to do: creates the projects of its <c>dotnet new</c> commands, adds the packages of its <c>dotnet add</c> commands,
/// and copies its programs, the code blocks under <c>&lt;!-- program: files --&gt;</c>, into them.
/// </summary>
internal static partial class Newcomer
{
    /// <summary>What the template of tests brings along.</summary>
    private static readonly string[] TestPackages = ["Microsoft.NET.Test.Sdk", "NUnit", "NUnit3TestAdapter"];

    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");

    /// <returns>The names of the projects, in the README's order.</returns>
    public static async Task<IReadOnlyList<string>> FollowReadmeAsync(string workspace)
    {
        List<string> projects = [];
        foreach (Match created in NewProject().Matches(Readme))
        {
            var (template, project) = (created.Groups["template"].Value, created.Groups["project"].Value);
            Directory.CreateDirectory(Path.Combine(workspace, project));
            await File.WriteAllTextAsync(Path.Combine(workspace, project, $"{project}.csproj"), Project(template, project));
            projects.Add(project);
        }

        foreach (Match program in Program().Matches(Readme))
        {
            foreach (var file in program.Groups["files"].Value.Split(' '))
            {
                await File.WriteAllTextAsync(Path.Combine(workspace, file), program.Groups["code"].Value + "\n");
            }
        }

        return projects;
    }

    /// <summary>The project as its template makes it, after <c>dotnet add</c>.</summary>
    private static string Project(string template, string project)
    {
        var isTest = template == "nunit";
        var packages = Added().Matches(Readme).Where(added => added.Groups["project"].Value == project)
            .Select(added => (Kind: added.Groups["kind"].Value, Name: added.Groups["name"].Value)).ToList();
        var references = packages.Where(added => added.Kind == "package").Select(added => added.Name).Concat(isTest ? TestPackages : [])
            .Select(name => $"""    <PackageReference Include="{name}" Version="{VersionOf(name)}" />""")
            .Concat(packages.Where(added => added.Kind == "reference").Select(added => $"""    <ProjectReference Include="../{added.Name}/{added.Name}.csproj" />"""))
            .Append(isTest ? """    <Using Include="NUnit.Framework" />""" : string.Empty);
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {(isTest ? "<IsTestProject>true</IsTestProject>" : "<OutputType>Exe</OutputType>")}
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <UseSharedCompilation>false</UseSharedCompilation>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', references)}
              </ItemGroup>
            </Project>
            """;
    }

    /// <summary>Our packages are the packed ones; of others, the version that this repository uses.</summary>
    private static string VersionOf(string package) => package.StartsWith("Commands.Streams", StringComparison.Ordinal)
        ? PackedLibraries.Version
        : Regex.Match(
            File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props")),
            $"""<PackageVersion Include="{Regex.Escape(package)}" Version="(?<version>[^"]+)" />""").Groups["version"].Value;

    [GeneratedRegex(@"dotnet new (?<template>console|nunit) -o (?<project>\w+)")]
    private static partial Regex NewProject();

    [GeneratedRegex(@"dotnet add (?<project>\w+) (?<kind>package|reference) (?<name>[\w.]+)")]
    private static partial Regex Added();

    [GeneratedRegex(@"<!-- program: (?<files>[\w./ ]+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Program();
}
