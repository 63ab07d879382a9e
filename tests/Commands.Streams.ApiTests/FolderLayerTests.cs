using Commands.Streams.ApiTests.Support;
using Mono.Cecil;

namespace Commands.Streams.ApiTests;

/// <summary>
/// The layers inside a folder: its sub-folders refer to those of their siblings that are named here, never the other way. The folder itself holds what its
/// sub-folders share, and what puts them together.
/// </summary>
public sealed class FolderLayerTests
{
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Tasks.Progress"] = [],
        ["Tasks.Handlers"] = [],
        ["Tasks.Output"] = ["Progress", "Handlers"],
        ["Tasks.Storing"] = ["Progress", "Output"],
        ["Tasks.Nodes"] = ["Progress", "Handlers", "Output"],
        ["Tasks.Input"] = ["Progress", "Handlers", "Nodes"],

        ["Operators.Stateless"] = [],
        ["Operators.Async"] = [],
        ["Operators.Tables"] = [],
        ["Operators.Aggregating"] = ["Tables"],
        ["Operators.Windowing"] = ["Tables", "Aggregating"],
        ["Operators.Suppressing"] = ["Tables", "Windowing"],
        ["Operators.Joining"] = ["Tables"],
        ["Operators.Joining.ForeignKey"] = ["Tables", "Joining"],

        ["Graph.Definitions"] = [],
        ["Graph.Checking"] = ["Definitions"],
        ["Graph.Describing"] = ["Definitions"],

        ["State.Bytes"] = [],
        ["State.Files"] = [],
        ["State.InMemory"] = ["Bytes"],
        ["State.Layouts"] = ["Bytes", "InMemory"],
        ["State.Staging"] = ["Bytes", "InMemory", "Layouts"],
        ["State.Formats"] = ["Bytes", "InMemory", "Layouts", "Staging"],
        ["State.Windowing"] = ["Bytes", "InMemory", "Layouts", "Staging"],
        ["State.Versioning"] = ["Bytes", "InMemory", "Layouts", "Staging"],
        ["State.Buffering"] = ["Bytes", "InMemory", "Staging"],
        ["State.Expiring"] = ["Bytes", "InMemory", "Layouts", "Staging"],
        ["State.Typed"] = ["Bytes", "InMemory", "Layouts", "Staging", "Formats", "Windowing", "Versioning", "Expiring"],

        ["Subscribing.Reading"] = [],
        ["Subscribing.Retrying"] = [],
        ["Subscribing.Receiving"] = ["Reading", "Retrying"],
        ["Subscribing.Responding"] = [],
        ["Subscribing.Deduplicating"] = ["Retrying", "Responding"],
        ["Subscribing.Handling"] = ["Retrying", "Receiving", "Deduplicating"],

        ["Issuing.Sending"] = [],
        ["Issuing.Replies"] = [],
        ["Issuing.Requests"] = ["Sending", "Replies"],
    };

    private static readonly string[] Parents = [.. Below.Keys.Select(Parent).Distinct()];

    [Test]
    public void Every_sub_folder_has_its_place() => Types().Select(Folder).Where(name => name.Contains('.') && Parents.Contains(Parent(name))).Distinct()
        .Should().BeEquivalentTo(Below.Keys);

    [TestCaseSource(nameof(SubFolders))]
    public void A_sub_folder_refers_only_to_siblings_below_it(string folder)
    {
        var up = from type in Types()
                 where !type.IsNested && Folder(type) == folder
                 from reference in References.Of(type)
                 where reference.Scope is ModuleDefinition && reference.Resolve() is not null
                 let target = reference.Resolve()
                 let name = Folder(target)
                 where name != folder && name.Contains('.') && Parent(name) == Parent(folder) && !Below[folder].Contains(name[(name.IndexOf('.') + 1)..])
                 select $"{type.Name} refers to {target.FullName}";
        up.Distinct().Should().BeEmpty();
    }

    private static IEnumerable<string> SubFolders() => Below.Keys;

    private static IEnumerable<TypeDefinition> Types() => Library.Engine.Types.Concat(Library.CommandLayer.Types);

    private static string Parent(string name) => name[..name.IndexOf('.')];

    private static string Folder(TypeDefinition type)
    {
        const string root = "Commands.Streams.";
        var space = type;
        while (space.DeclaringType is not null)
        {
            space = space.DeclaringType;
        }

        return space.Namespace.StartsWith(root, StringComparison.Ordinal) ? space.Namespace[root.Length..] : string.Empty;
    }
}
