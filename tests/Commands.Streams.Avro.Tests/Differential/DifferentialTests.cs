using System.Text.Json.Nodes;
using Avro;
using Commands.Streams.Avro.Parsing;
using Commands.Streams.Avro.Plans;
using Commands.Streams.Avro.Schemas;
using Commands.Streams.Avro.Tests.Support;

namespace Commands.Streams.Avro.Tests.Differential;

/// <summary>Random schemas, values and evolutions: what Java's Avro makes of them is what we make of them.</summary>
internal sealed class DifferentialTests
{
    private const string CasesVariable = "COMMANDS_STREAMS_AVRO_CASES";
    private const int ValuesPerCase = 3;

    private static readonly int Cases = int.Parse(
        Environment.GetEnvironmentVariable(CasesVariable) ?? "300", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("COMMANDS_STREAMS_AVRO_SEED") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly System.Reflection.MethodInfo Copy = typeof(DifferentialTests).GetMethod(
        nameof(CopyPlain), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;

    private readonly List<string> _differences = [];

    [SetUp]
    public void SetUp() => _differences.Clear();

    [Test]
    public async Task Schemas_are_accepted_if_Java_accepts_them_and_values_are_the_same()
    {
        using var java = JavaReference.Start();
        var accepted = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Cases; seed++)
        {
            var random = new Random(seed);
            var schema = new SchemaGenerator(random).Next();
            var text = (random.OneIn(3) ? SchemaMutation.Mutate(random, schema) : schema).ToJsonString();
            var answer = await java.AskAsync(new JsonObject { ["schema"] = text, ["seed"] = seed, ["count"] = ValuesPerCase });
            var ours = TryParse(text, out var refusal);
            if ((ours is null) != (answer["error"] is not null))
            {
                Differ(seed, $"accepts {text}", answer["error"]?.ToString() ?? "accepted", refusal ?? "accepted");
                continue;
            }

            if (ours is not null)
            {
                accepted++;
                foreach (var value in (answer["values"] as JsonArray ?? []).Select(value => value!.AsObject()))
                {
                    CompareValue(seed, text, ours, value);
                }
            }
        }

        accepted.Should().BeGreaterThan(Cases / 2, "most schemas are valid");
        Report();
    }

    [Test]
    public async Task Evolved_schemas_read_the_same_values()
    {
        using var java = JavaReference.Start();
        var resolved = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Cases; seed++)
        {
            var random = new Random(seed);
            var schema = new SchemaGenerator(random).Next();
            var (writer, reader) = (schema.ToJsonString(), new SchemaEvolution(random).Evolve(schema).ToJsonString());
            var answer = await java.AskAsync(new JsonObject { ["schema"] = writer, ["reader"] = reader, ["seed"] = seed, ["count"] = ValuesPerCase });
            if (answer["error"] is not null || answer["readerError"] is not null)
            {
                continue;
            }

            foreach (var value in (answer["values"] as JsonArray ?? []).Select(value => value!.AsObject()))
            {
                resolved += CompareResolved(seed, writer, reader, value, (bool)answer["isCompatible"]!) ? 1 : 0;
            }
        }

        resolved.Should().BeGreaterThan(Cases / 3, "many values can be read");
        Report();
    }

    [Test]
    public async Task Plain_types_are_read_and_written_as_the_same_bytes_and_their_schemas_are_accepted_by_Java()
    {
        using var java = JavaReference.Start();
        var compared = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Cases; seed++)
        {
            var text = new SchemaGenerator(new Random(seed)) { IsPlain = true }.Next().ToJsonString();
            if (TryParse(text, out _) is not { } schema || PlainTypes.TryCreate(schema) is not { } type)
            {
                continue;
            }

            var answer = await java.AskAsync(new JsonObject { ["schema"] = text, ["seed"] = seed, ["count"] = ValuesPerCase });
            foreach (var value in (answer["values"] as JsonArray ?? []).Select(value => value!.AsObject()).Where(value => (bool)value["isOneBlock"]!))
            {
                ComparePlain(seed, text, schema, type, (string)value["data"]!);
                compared++;
            }

            var derived = SchemaText.Of(SchemaDerivation.Of(type));
            var refusal = (await java.AskAsync(new JsonObject { ["schema"] = derived }))["error"];
            Compare(seed, $"accepts {derived}", refusal?.ToString() ?? "accepted", "accepted");
        }

        compared.Should().BeGreaterThan(Cases / 3, "many schemas have plain types");
        Report();
    }

    private void ComparePlain(int seed, string text, Schema schema, Type type, string data)
    {
        try
        {
            var copy = (byte[])Copy.MakeGenericMethod(type).Invoke(null, [Convert.FromHexString(data), schema])!;
            Compare(seed, $"reads and writes {text}", data, Convert.ToHexStringLower(copy));
        }
        catch (System.Reflection.TargetInvocationException exception)
        {
            Differ(seed, $"reads and writes {data} of {text}", data, $"{exception.InnerException!.GetType().Name}: {exception.InnerException.Message}");
        }
    }

    private static byte[] CopyPlain<T>(byte[] data, Schema schema) => Bytes.Write(Bytes.Read<T>(data, schema, schema), schema);

    private void CompareValue(int seed, string text, Schema schema, JsonObject value)
    {
        var data = (string)value["data"]!;
        try
        {
            var read = Bytes.Read<object?>(Convert.FromHexString(data), schema, schema);
            Compare(seed, $"reads {data} of {text}", (string)value["text"]!, ValueText.Of(read, schema));
            if ((bool)value["isOneBlock"]!)
            {
                Compare(seed, $"writes {value["text"]} as {text}", data, Convert.ToHexStringLower(Bytes.Write(read, schema)));
            }
        }
        catch (Exception exception)
        {
            Differ(seed, $"reads {data} of {text}", (string)value["text"]!, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private bool CompareResolved(int seed, string writer, string reader, JsonObject value, bool isCompatible)
    {
        var (data, expected) = ((string)value["data"]!, (string?)value["resolved"]);
        try
        {
            var wanted = SchemaParser.Parse(reader);
            var read = ReadPlanCompiler.Compile<object?>(SchemaParser.Parse(writer), wanted);
            var input = new Binary.AvroReader(Convert.FromHexString(data));
            var actual = ValueText.Of(read(ref input), wanted);
            if (!KnownDifferences.IsRenamedDefault((string?)value["resolveError"]))
            {
                Compare(seed, $"reads {data} of {writer} as {reader}", expected ?? (string)value["resolveError"]!, actual);
            }

            return true;
        }
        catch (Exception exception) when (exception is AvroSchemaException && !isCompatible)
        {
            return false;
        }
        catch (Exception exception)
        {
            if (!KnownDifferences.IsOutOfRange(exception) && (expected is not null || exception is not (AvroDataException or AvroSchemaException)))
            {
                Differ(
                    seed,
                    $"reads {data} of {writer} as {reader}",
                    expected ?? (string)value["resolveError"]!,
                    $"{exception.GetType().Name}: {exception.Message}");
            }

            return false;
        }
    }

    private static Schema? TryParse(string text, out string? refusal)
    {
        try
        {
            refusal = null;
            return SchemaParser.Parse(text);
        }
        catch (AvroSchemaException exception)
        {
            refusal = exception.Message;
            return null;
        }
    }

    private void Compare(int seed, string what, string expected, string actual)
    {
        if (expected != actual)
        {
            Differ(seed, what, expected, actual);
        }
    }

    private void Differ(int seed, string what, string expected, string actual) =>
        _differences.Add($"Seed {seed}: {what}\n  Java: {expected}\n  ours: {actual}");

    private void Report()
    {
        TestContext.Out.WriteLine($"{Cases} cases from seed {FirstSeed}, {_differences.Count} differences.");
        _differences.ForEach(TestContext.Out.WriteLine);
        _differences.Should().BeEmpty($"these are the first of {_differences.Count}:\n{string.Join('\n', _differences.Take(10))}\n");
    }
}
