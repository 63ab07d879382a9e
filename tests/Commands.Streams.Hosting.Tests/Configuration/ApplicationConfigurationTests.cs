using Commands.Streams.Kafka;
using Commands.Streams.Records;
using Microsoft.Extensions.Configuration;

namespace Commands.Streams.Hosting.Configuration.Tests;

public sealed class ApplicationConfigurationTests
{
    [Test]
    public void Section_of_the_application_wins_over_the_section_of_all()
    {
        var options = new StreamsOptions();

        Read(("Streams:Workers", "2"), ("Streams:CommitInterval", "00:00:03"), ("Streams:warehouse:Workers", "4")).Apply(options);

        options.Workers.Should().Be(4);
        options.CommitInterval.Should().Be(TimeSpan.FromSeconds(3));
    }

    [Test]
    public void Every_option_that_is_text_can_be_configured()
    {
        var simple = typeof(StreamsOptions).GetProperties()
            .Where(property => property.SetMethod?.IsPublic == true && IsText(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
            .Select(property => property.Name);

        StreamsSettings.All.Select(setting => setting.Name).Should().BeEquivalentTo(simple);
    }

    [Test]
    public void Options_of_every_kind_are_read()
    {
        var options = new StreamsOptions();
        var identifier = Guid.NewGuid();

        Read(
            ("Streams:warehouse:ApplicationId", "warehouse-2"),
            ("Streams:warehouse:guarantee", "exactlyonce"),
            ("Streams:warehouse:MaxTaskIdle", "00:00:00.250"),
            ("Streams:warehouse:TaskTimeout", "00:01:00"),
            ("Streams:warehouse:DrainTimeout", "00:00:05"),
            ("Streams:warehouse:TransactionTimeout", "00:00:20"),
            ("Streams:warehouse:OffsetReset", "Latest"),
            ("Streams:warehouse:ReplicationFactor", "3"),
            ("Streams:warehouse:ProcessId", identifier.ToString()),
            ("Streams:warehouse:StateDirectory", "/state"),
            ("Streams:warehouse:StateStoreCacheBytes", "5000000000")).Apply(options);

        options.Should().BeEquivalentTo(new
        {
            ApplicationId = "warehouse-2",
            Guarantee = ProcessingGuarantee.ExactlyOnce,
            MaxTaskIdle = TimeSpan.FromMilliseconds(250),
            TaskTimeout = TimeSpan.FromMinutes(1),
            DrainTimeout = TimeSpan.FromSeconds(5),
            TransactionTimeout = TimeSpan.FromSeconds(20),
            OffsetReset = OffsetReset.Latest,
            ReplicationFactor = (short)3,
            ProcessId = identifier,
            StateDirectory = "/state",
            StateStoreCacheBytes = 5_000_000_000,
        });
    }

    [Test]
    public void Host_options_are_read()
    {
        var options = new StreamsHostOptions();

        Read(("Streams:StopHostOnFailure", "false")).Apply(options);

        options.StopHostOnFailure.Should().BeFalse();
    }

    [Test]
    public void Kafka_properties_are_passed_by_their_own_names()
    {
        var options = new KafkaOptions();

        Read(
            ("Streams:Kafka:BootstrapServers", "broker:9092"),
            ("Streams:Kafka:GroupProtocol", "Classic"),
            ("Streams:Kafka:AdminTimeout", "00:00:04"),
            ("Streams:Kafka:security.protocol", "plaintext"),
            ("Streams:warehouse:Kafka:security.protocol", "ssl"),
            ("Streams:warehouse:Kafka:CONSUMER.fetch.min.bytes", "7"),
            ("Streams:warehouse:Kafka:producer:linger.ms", "3")).Apply(options);

        options.BootstrapServers.Should().Be("broker:9092");
        options.GroupProtocol.Should().Be(KafkaGroupProtocol.Classic);
        options.AdminTimeout.Should().Be(TimeSpan.FromSeconds(4));
        options.Properties.Should().Equal(new Dictionary<string, string>
        {
            ["security.protocol"] = "ssl",
            ["consumer.fetch.min.bytes"] = "7",
            ["producer.linger.ms"] = "3",
        });
    }

    [Test]
    public void Unknown_names_and_unreadable_values_are_reported_together_by_their_paths()
    {
        var configuration = Read(
            ("Streams:Wrokers", "2"),
            ("Streams:warehuose:Workers", "2"),
            ("Streams:warehouse:Worker", "2"),
            ("Streams:warehouse:Workers", "many"),
            ("Streams:warehouse:CommitInterval", "5"),
            ("Streams:warehouse:Guarantee", "7"),
            ("Streams:warehouse:StopHostOnFailure", "perhaps"),
            ("Streams:warehouse:Kafka:GroupProtocol", "modern"));

        configuration.Problems().Should().Equal(
            "Configuration 'Streams:warehouse:Guarantee' is '7'. Use one of AtLeastOnce, ExactlyOnce.",
            "Configuration 'Streams:warehouse:Workers' is 'many'. Use a whole number.",
            "Configuration 'Streams:warehouse:CommitInterval' is '5'. Use a duration as hh:mm:ss, such as 00:00:05 or 00:00:00.250.",
            "Configuration 'Streams:warehouse:StopHostOnFailure' is 'perhaps'. Use true or false.",
            "Configuration 'Streams:warehouse:Kafka:GroupProtocol' is 'modern'. Use one of Auto, Consumer, Classic.",
            $"Configuration 'Streams:warehuose' is not recognized. {Known}, and the host's applications warehouse, returns.",
            $"Configuration 'Streams:Wrokers' is not recognized. {Known}, and the host's applications warehouse, returns.",
            $"Configuration 'Streams:warehouse:Worker' is not recognized. {Known}.");
    }

    [Test]
    public void Sections_of_other_applications_of_the_host_are_no_problem()
    {
        Read(("Streams:returns:Workers", "2"), ("Streams:Kafka:client.rack", "a")).Problems().Should().BeEmpty();
    }

    [Test]
    public void Host_without_configuration_has_no_problem()
    {
        new ApplicationConfiguration(null, "warehouse", ["warehouse"]).Problems().Should().BeEmpty();
    }

    private static string Known =>
        "The valid names are ApplicationId, Guarantee, ReadCommitted, Workers, CommitInterval, MaxTaskIdle, StartTimeout, TaskTimeout, DrainTimeout, " +
        "OffsetReset, PurgeInterval, ReplicationFactor, " +
        "TransactionTimeout, ProcessId, StateDirectory, StateStoreCacheBytes, StateCleanupDelay, StopHostOnFailure, Kafka";

    private static bool IsText(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(Guid);

    private static ApplicationConfiguration Read(params (string Name, string Value)[] pairs) =>
        new(
            new ConfigurationBuilder().AddInMemoryCollection(pairs.Select(pair => KeyValuePair.Create<string, string?>(pair.Name, pair.Value))).Build(),
            "warehouse",
            ["warehouse", "returns"]);
}
