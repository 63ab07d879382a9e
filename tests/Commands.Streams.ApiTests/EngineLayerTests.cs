using Commands.Streams.ApiTests.Support;
using Mono.Cecil;

namespace Commands.Streams.ApiTests;

/// <summary>The layers inside the engine: a folder refers to those below it, never up, in method bodies neither.</summary>
public sealed class EngineLayerTests
{
    private const string Root = "Commands.Streams";

    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Records"] = [],
        ["Diagnostics"] = ["Records"],
        ["Errors"] = ["Records"],
        ["Serialization"] = ["Records", "Errors"],
        ["Clients"] = ["Records", "Errors"],
        ["State"] = ["Records", "Errors", "Serialization"],
        ["Processors"] = ["Records", "Errors", "Serialization", "State"],
        ["Tasks"] = ["Records", "Errors", "Serialization", "Diagnostics", "Clients", "State", "Processors"],
        ["Operators"] = ["Records", "Errors", "Serialization", "Diagnostics", "State", "Processors", "Tasks"],
        ["Graph"] = ["Records", "Errors", "Serialization", "Clients", "State", "Processors", "Tasks", "Operators"],
        ["Advanced"] = [string.Empty, "Records", "Errors", "Serialization", "State", "Processors", "Tasks", "Operators", "Graph"],
        ["Restoration"] = ["Records", "Errors", "Clients", "State"],
        ["Runtime"] = ["Records", "Errors", "Serialization", "Diagnostics", "Clients", "State", "Restoration", "Processors", "Tasks", "Graph"],

        // A part of the application: readers of its stores.
        ["Queries"] = ["Errors", "Processors", "Serialization", "State", "Runtime"],

        // Beside the application, and like it on top of everything: what another loop embeds is a topology, which is in the root namespace.
        ["Embedding"] = ["Records", "Errors", "Diagnostics", "Clients", "State", "Tasks", "Graph", "Runtime", string.Empty],
    };

    [Test]
    public void Every_folder_has_its_place_in_the_layers() => Library.Engine.Types.Select(Layer).Where(layer => layer.Length > 0).Distinct()
        .Should().BeSubsetOf(Below.Keys);

    [TestCaseSource(nameof(Layers))]
    public void A_layer_refers_only_to_those_below_it(string layer)
    {
        var up = from type in Library.Engine.Types
                 where !type.IsNested && Layer(type) == layer
                 from reference in References.Of(type)
                 where reference.Scope is ModuleDefinition
                     && reference.Resolve() is { } target
                     && Outermost(target).Namespace.StartsWith(Root, StringComparison.Ordinal)
                 let target = Outermost(reference.Resolve())
                 where Layer(target) != layer && !Below[layer].Contains(Layer(target))
                 select $"{type.Name} refers up to {target.FullName}";
        up.Distinct().Should().BeEmpty();
    }

    private static IEnumerable<string> Layers() => Below.Keys;

    private static string Layer(TypeDefinition type)
    {
        var space = Outermost(type).Namespace;
        return space.Length > Root.Length ? space[(Root.Length + 1)..].Split('.')[0] : string.Empty;
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);
}
