using System.Reflection;
using Commands.Streams.Avro;
using Commands.Streams.Hosting;
using Commands.Streams.Kafka;
using Commands.Streams.Redriving;
using Commands.Streams.RocksDb;

namespace Commands.Streams.DocumentationTests;

/// <summary>docs/configuration.md describes every option.</summary>
public sealed class ConfigurationTests
{
    private static readonly Type[] Described =
    [
        typeof(StreamsOptions), typeof(StreamsHostOptions), typeof(KafkaOptions), typeof(CommandClientOptions), typeof(CommandOptions),
        typeof(AvroSerdeOptions), typeof(RocksDbOptions),
        typeof(EmbeddedClusterOptions), typeof(RedriveOptions), typeof(AsyncOptions),
        typeof(StreamizCommandOptions), typeof(StreamizHostOptions),
    ];

    private static readonly Assembly[] Libraries =
    [
        typeof(StreamsOptions).Assembly, typeof(CommandClientOptions).Assembly, typeof(KafkaOptions).Assembly, typeof(StreamsHostOptions).Assembly,
        typeof(AvroSerdeOptions).Assembly, typeof(RocksDbOptions).Assembly, typeof(StreamizHostOptions).Assembly,
    ];

    [TestCaseSource(nameof(Described))]
    public void Every_option_has_a_row(Type options)
    {
        var rows = Section(options.Name).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        rows.Should().BeEquivalentTo(
            options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true })
                .Select(property => property.Name),
            "each row of '## {0}' begins with an option, and each option has one",
            options.Name);
    }

    /// <summary>The options of test tools are described where those are.</summary>
    [Test]
    public void Every_class_of_options_is_described() => Libraries.SelectMany(library => library.GetExportedTypes())
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
        .Should().BeSubsetOf(Described);

    private static IEnumerable<string> Section(string heading) => Documents.Read("docs/configuration.md").Split('\n')
        .SkipWhile(line => line != $"## {heading}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
}
