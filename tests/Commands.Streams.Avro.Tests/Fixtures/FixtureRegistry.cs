using Commands.Streams.Avro.Tests.Support;
using Confluent.SchemaRegistry;

namespace Commands.Streams.Avro.Tests.Fixtures;

/// <summary>A registry that has the fixtures' schemas under their ids. A topic has its schema's name.</summary>
internal sealed class FixtureRegistry : IDisposable
{
    private readonly StubRegistry _stub;

    public FixtureRegistry()
    {
        _stub = new StubRegistry { Answer = path => Task.FromResult(Answer(path.Split('/', StringSplitOptions.RemoveEmptyEntries))) };
        Serdes = new AvroSerdes(new SchemaRegistryConfig { Url = _stub.Url });
    }

    public AvroSerdes Serdes { get; }

    /// <summary>The schemas that it was asked to register, as JSON.</summary>
    public IReadOnlyList<string> Registered => _stub.Registered;

    public void Dispose()
    {
        Serdes.Dispose();
        _stub.Dispose();
    }

    private static (int Status, string Body) Answer(string[] path) => path switch
    {
        ["schemas", "ids", var id] => StubRegistry.Schema(FixtureFiles.Schema(FixtureFiles.Ids.Single(known => known.Value == int.Parse(id)).Key)),
        ["subjects", var subject, "versions"] => (200, $$"""{"id":{{FixtureFiles.Ids[subject[..^"-value".Length]]}}}"""),
        _ => (404, """{"error_code":404,"message":"no such path"}"""),
    };
}
