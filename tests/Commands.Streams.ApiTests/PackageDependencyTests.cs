using Commands.Streams.ApiTests.Support;
using Mono.Cecil;

namespace Commands.Streams.ApiTests;

/// <summary>Which assembly may refer to which, and what of the outside may be seen from where.</summary>
public sealed class PackageDependencyTests
{
    private static readonly string[] Everywhere = ["System.", "Microsoft.Extensions.Logging.Abstractions"];

    private static readonly Dictionary<Library, string[]> Allowed = new()
    {
        [Library.Engine] = [],
        [Library.CommandLayer] = [Library.Engine.Name],
        [Library.Kafka] = [Library.Engine.Name, Library.CommandLayer.Name, "Confluent.Kafka"],
        [Library.Avro] = [Library.Engine.Name, "Avro", "Newtonsoft.Json", "Confluent.SchemaRegistry", "Confluent.Kafka"],
        [Library.RocksDb] = [Library.Engine.Name],
        [Library.Testing] = [Library.Engine.Name, Library.CommandLayer.Name],
        [Library.Hosting] = [Library.Engine.Name, Library.CommandLayer.Name, Library.Kafka.Name, "Microsoft.Extensions."],
        [Library.Streamiz] = [Library.Engine.Name, Library.CommandLayer.Name, "Streamiz.Kafka.Net", "Confluent.Kafka", "Microsoft.Extensions."],
    };

    [TestCaseSource(typeof(Library), nameof(Library.All))]
    public void An_assembly_refers_only_to_those_it_is_built_on(Library library) => library.Module.AssemblyReferences
        .Select(reference => reference.Name)
        .Where(
            name =>
                !Everywhere.Concat(Allowed[library])
                    .Any(allowed => allowed.EndsWith('.') ? name.StartsWith(allowed, StringComparison.Ordinal) : name == allowed))
        .Should().BeEmpty();

    [Test]
    public void The_Kafka_client_is_referred_to_by_its_adapter_and_with_other_clients_that_bring_it_alone() => Library.All
        .Where(library => library.Module.AssemblyReferences.Any(reference => reference.Name.StartsWith("Confluent.", StringComparison.Ordinal)))
        .Should().Equal(Library.Kafka, Library.Avro, Library.Streamiz);

    [Test]
    public void No_public_signature_of_engine_or_command_layer_shows_a_client_type()
    {
        var shown = from library in new[] { Library.Engine, Library.CommandLayer }
                    from type in library.Types.Where(References.IsShown)
                    from reference in References.Shown(type)
                    where !IsOwn(reference)
                        && !reference.Scope.Name.StartsWith("System.", StringComparison.Ordinal)
                        && !Everywhere.Contains(reference.Scope.Name)
                    select $"{type.FullName} shows {reference.FullName}";
        shown.Distinct().Should().BeEmpty();
    }

    [Test]
    public void The_command_layer_sees_no_internals_of_the_engine() => Library.Engine.Module.Assembly.CustomAttributes
        .Where(attribute => attribute.AttributeType.Name == "InternalsVisibleToAttribute")
        .Select(attribute => (string)attribute.ConstructorArguments[0].Value)
        .Should().NotContain([Library.CommandLayer.Name, Library.Kafka.Name, Library.Hosting.Name, Library.RocksDb.Name, Library.Streamiz.Name]);

    private static bool IsOwn(TypeReference type) => type.Scope is ModuleDefinition || type.Scope.Name.StartsWith("Commands.Streams", StringComparison.Ordinal);
}
