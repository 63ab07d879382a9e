using Commands.Streams.Errors;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Tests;

public sealed class KafkaClientValidationTests
{
    [Test]
    public void Options_with_an_address_are_right() => Validate(_ => { }).Should().BeEmpty();

    [Test]
    public void Options_without_an_address_are_told_what_to_set() =>
        new KafkaClient(new KafkaOptions()).Validate().Should().Equal(
            "No brokers are named. Set KafkaOptions.BootstrapServers (bootstrap.servers), for example to 'localhost:9092'.");

    [Test]
    public void Address_may_be_given_by_name() =>
        new KafkaClient(new KafkaOptions { Properties = { ["bootstrap.servers"] = "localhost:1" } }).Validate().Should().BeEmpty();

    [Test]
    public void All_problems_are_reported_together()
    {
        IReadOnlyList<string> problems = Validate(options =>
        {
            options.BootstrapServers = null;
            options.Properties["consumer.enable.auto.commit"] = "true";
            options.Properties["producer.linger"] = "5";
            options.Properties["socket.timeout.ms"] = "soon";
            options.Producer.EnableIdempotence = false;
        });

        problems.Should().HaveCount(5);
        problems.Should().ContainMatch("No brokers are named*")
            .And.ContainMatch("The consumer property 'enable.auto.commit' is set to 'true', but workers commit*Remove it.")
            .And.ContainMatch("*'linger'*No such configuration property*")
            .And.ContainMatch("*'socket.timeout.ms'*'soon'*")
            .And.ContainMatch("The producer property 'enable.idempotence' is set to 'False', but*Remove it.");
    }

    [TestCase("enable.auto.commit", "true")]
    [TestCase("enable.auto.offset.store", "true")]
    [TestCase("group.id", "mine")]
    [TestCase("group.instance.id", "mine")]
    [TestCase("client.id", "mine")]
    [TestCase("isolation.level", "read_committed")]
    [TestCase("auto.offset.reset", "earliest")]
    [TestCase("partition.assignment.strategy", "cooperative-sticky")]
    [TestCase("group.remote.assignor", "uniform")]
    public void Consumer_property_that_is_not_free_is_named_with_its_value(string name, string value) =>
        Validate(options => options.Properties["consumer." + name] = value).Should().ContainSingle()
            .Which.Should().StartWith($"The consumer property '{name}' is set to '{value}', but ");

    [TestCase("enable.idempotence", "false")]
    [TestCase("acks", "1")]
    [TestCase("transactional.id", "mine")]
    [TestCase("transaction.timeout.ms", "5000")]
    [TestCase("partitioner", "random")]
    public void Producer_property_that_is_not_free_is_named_with_its_value(string name, string value) =>
        Validate(options => options.Properties["producer." + name] = value).Should().ContainSingle()
            .Which.Should().StartWith($"The producer property '{name}' is set to '{value}', but ");

    [Test]
    public void Property_set_for_all_clients_is_reported_once() =>
        Validate(options => options.Client.ClientId = "mine").Should().ContainSingle()
            .Which.Should().StartWith("The property 'client.id' is set to 'mine', but ");

    [Test]
    public void What_is_right_anyway_may_be_repeated() =>
        Validate(options =>
        {
            options.Consumer.EnableAutoCommit = false;
            options.Consumer.GroupRemoteAssignor = "range";
            options.Producer.EnableIdempotence = true;
            options.Producer.Acks = Acks.All;
        }).Should().BeEmpty();

    [TestCase(KafkaGroupProtocol.Auto)]
    [TestCase(KafkaGroupProtocol.Consumer)]
    public void Session_timeout_belongs_to_the_broker_with_the_new_group_protocol(KafkaGroupProtocol protocol) =>
        Validate(options =>
        {
            options.GroupProtocol = protocol;
            options.Consumer.SessionTimeoutMs = 10_000;
        }).Should().ContainSingle().Which.Should().Contain("'session.timeout.ms'").And.Contain("group.consumer.session.timeout.ms").And.Contain("Classic");

    [Test]
    public void Session_timeout_is_free_with_the_classic_protocol() =>
        Validate(options =>
        {
            options.GroupProtocol = KafkaGroupProtocol.Classic;
            options.Consumer.SessionTimeoutMs = 10_000;
        }).Should().BeEmpty();

    [Test]
    public void Protocol_may_be_chosen_by_property_but_not_against_the_option()
    {
        Validate(options => options.Consumer.GroupProtocol = GroupProtocol.Classic).Should().BeEmpty();
        Validate(options =>
        {
            options.Consumer.GroupProtocol = GroupProtocol.Classic;
            options.GroupProtocol = KafkaGroupProtocol.Consumer;
        }).Should().ContainSingle().Which.Should().Contain("group.protocol").And.Contain("Remove one of them");
    }

    [Test]
    public void Settings_that_contradict_each_other_are_found_without_a_connection() =>
        Validate(options => options.Producer.MaxInFlight = 100).Should().ContainSingle()
            .Which.Should().Contain("max.in.flight");

    [Test]
    public void File_that_cannot_be_read_is_found_without_a_connection() =>
        Validate(options =>
        {
            options.Client.SecurityProtocol = SecurityProtocol.Ssl;
            options.Client.SslCaLocation = "/no/such/file.pem";
        }).Should().Contain(problem => problem.Contains("ssl.ca.location"));

    [Test]
    public void Token_provider_without_its_mechanism_is_reported() =>
        Validate(options => options.TokenProvider = _ => Task.FromResult(new BearerToken("t", DateTimeOffset.MaxValue, "p")))
            .Should().ContainSingle().Which.Should().Contain("TokenProvider").And.Contain("OAUTHBEARER");

    [Test]
    public void Mechanism_without_its_token_provider_is_reported() =>
        Validate(options =>
        {
            options.Client.SecurityProtocol = SecurityProtocol.SaslPlaintext;
            options.Client.SaslMechanism = SaslMechanism.OAuthBearer;
        }).Should().ContainSingle().Which.Should().Contain("there is no token provider");

    [Test]
    public void Statistics_hook_without_an_interval_is_reported() =>
        Validate(options => options.OnStatistics = _ => { }).Should().ContainSingle().Which.Should().Contain("statistics.interval.ms");

    [Test]
    public void Password_is_never_shown() =>
        Validate(options => options.Properties["ssl.key.passwords"] = "hush").Should().OnlyContain(problem => !problem.Contains("hush"));

    [Test]
    public void Client_of_wrong_options_refuses_to_make_anything()
    {
        using var client = new KafkaClient(new KafkaOptions());

        client.Invoking(c => c.CreateAdmin()).Should().Throw<ClientException>().WithMessage("No brokers are named*")
            .Which.Kind.Should().Be(ClientErrorKind.Fatal);
    }

    private static IReadOnlyList<string> Validate(Action<KafkaOptions> configure)
    {
        var options = new KafkaOptions { BootstrapServers = "localhost:1" };
        configure(options);

        return new KafkaClient(options).Validate();
    }

    [TestCase("sasl_ssl")]
    [TestCase("SASL_PLAINTEXT")]
    public void Sasl_without_a_mechanism_asks_for_one(string protocol)
    {
        using var client = new KafkaClient(new KafkaOptions
        {
            BootstrapServers = "localhost:9092",
            Properties = { ["security.protocol"] = protocol },
        });

        client.Validate().Should().Equal(
            $"'security.protocol' is {protocol.ToUpperInvariant()}, but no SASL mechanism is named. Set 'sasl.mechanisms', for example to 'PLAIN', " +
            "'SCRAM-SHA-512' or 'OAUTHBEARER'.");
    }
}
