using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Hosting.Tests.Support;
using Commands.Streams.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Commands.Streams.Hosting.Tests;

public sealed class StreamsApplicationBuilderTests
{
    [Test]
    public async Task Everything_that_is_wrong_is_reported_together_when_the_host_starts()
    {
        var builder = Some.Host(
            ("Streams:warehouse:Wrokers", "2"), ("Streams:warehouse:Kafka:fetch.min.bites", "1"), ("Streams:warehouse:Kafka:consumer.group.id", "mine"));
        builder.Services.AddStreams("warehouse")
            .UseKafka()
            .AddTopology(Some.Topology(_ => { }))
            .AddTopology(Some.Topology(_ => { }))
            .Configure(options => options.Workers = 0);
        using var host = builder.Build();

        var failure = (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<StreamsConfigurationException>()).Which;

        failure.Problems.Should().ContainMatch("Application 'warehouse' has 2 topologies*")
            .And.ContainMatch("Configuration 'Streams:warehouse:Wrokers' is not recognized*")
            .And.ContainMatch("Workers is 0*")
            .And.ContainMatch("No brokers are named*")
            .And.ContainMatch("*fetch.min.bites*")
            .And.ContainMatch("*group.id*the group is the application's id*");
    }

    [Test]
    public async Task Application_without_cluster_and_topology_is_refused_with_what_to_call()
    {
        var builder = Some.Host();
        builder.Services.AddStreams("warehouse");
        using var host = builder.Build();

        var failure = (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<StreamsConfigurationException>()).Which;

        failure.Problems.Should().Equal(
            "Application 'warehouse' has no cluster. Call UseKafka(...) or UseClient(...) on the builder that AddStreams returns.",
            "Application 'warehouse' has no topology. Call AddTopology(...) on the builder that AddStreams returns.");
    }

    [Test]
    public void Code_wins_over_configuration_in_the_order_said()
    {
        var builder = Some.Host(("Streams:warehouse:Workers", "2"), ("Streams:warehouse:Kafka:bootstrap.servers", "a:1"));
        builder.Services.AddStreams("warehouse")
            .Configure(options => options.Workers = 3)
            .Configure((provider, options) => options.Workers += provider.GetServices<StreamsRegistration>().Count())
            .UseKafka((_, kafka) => kafka.BootstrapServers = "b:2");
        using var host = builder.Build();

        Options<StreamsOptions>(host.Services, "warehouse").Workers.Should().Be(4);
        host.Services.GetRequiredKeyedService<IStreamsClient>("warehouse").Description.Should().Be("b:2");
    }

    [Test]
    public void Clock_and_log_are_the_hosts()
    {
        var clock = new FakeTimeProvider();
        var builder = Some.Host();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddStreams("warehouse").UseKafka();
        using var host = builder.Build();

        var options = Options<StreamsOptions>(host.Services, "warehouse");
        var logs = host.Services.GetRequiredService<ILoggerFactory>();

        options.ApplicationId.Should().Be("warehouse");
        options.TimeProvider.Should().BeSameAs(clock);
        options.LoggerFactory.Should().BeSameAs(logs);
        Options<KafkaOptions>(host.Services, "warehouse").LoggerFactory.Should().BeSameAs(logs);
    }

    [Test]
    public void Second_call_with_a_name_goes_on_with_the_same_application()
    {
        var builder = Some.Host();
        builder.Services.AddStreams("warehouse").UseKafka();
        builder.Services.AddStreams("warehouse").AddTopology(Some.Topology(_ => { }));
        using var host = builder.Build();

        host.Services.GetServices<StreamsRegistration>().Should().ContainSingle().Which.Problems().Should().BeEmpty();
    }

    [Test]
    public async Task Applications_with_the_same_id_on_one_cluster_are_refused()
    {
        using var cluster = Some.Cluster();
        cluster.CreateTopic("returns", 1);
        var builder = Some.Host();
        builder.Services.AddStreams("warehouse").UseKafka(kafka => kafka.EmbeddedCluster = cluster).AddTopology(Some.Topology(_ => { }));
        builder.Services.AddStreams("returns").UseKafka(kafka => kafka.EmbeddedCluster = cluster).AddTopology(Some.Topology(_ => { }, "returns"))
            .Configure(options => options.ApplicationId = "warehouse");
        using var host = builder.Build();

        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<StreamsConfigurationException>())
            .Which.Problems.Should().ContainMatch("Applications 'warehouse' and 'returns' have the same ApplicationId 'warehouse'*");
    }

    private static T Options<T>(IServiceProvider services, string name) => services.GetRequiredService<IOptionsMonitor<T>>().Get(name);
}
