using Microsoft.Extensions.DependencyInjection;

namespace Commands.Streams.Hosting.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CommandClientRegistrationTests
{
    private static readonly CommandStream<string, string> Orders = CommandStream.Define("orders", Serdes.String, Serdes.String, partitions: 1);
    private static readonly CommandStream<string, string> Returns = CommandStream.Define("returns", Serdes.String, Serdes.String, partitions: 1);

    private readonly ServiceCollection _services = new();

    [Test]
    public async Task One_client_is_resolved_by_its_type_by_its_topic_and_by_its_application()
    {
        App("desk").AddCommandClient(Orders);
        await using var provider = _services.BuildServiceProvider();

        var client = provider.GetRequiredService<CommandClient<string, string>>();

        provider.GetRequiredKeyedService<CommandClient<string, string>>("orders").Should().BeSameAs(client);
        provider.GetRequiredKeyedService<CommandClient<string, string>>("desk/orders").Should().BeSameAs(client);
    }

    [Test]
    public async Task Two_streams_of_equal_types_are_resolved_by_key_only()
    {
        App("desk").AddCommandClient(Orders).AddCommandClient(Returns);
        await using var provider = _services.BuildServiceProvider();

        provider.Invoking(services => services.GetRequiredService<CommandClient<string, string>>()).Should().Throw<InvalidOperationException>().WithMessage(
            "2 command clients with the same types are registered, so the request is ambiguous. Ask for a keyed one: " +
            "[FromKeyedServices(\"desk/orders\")] or [FromKeyedServices(\"desk/returns\")], or by the topic alone.");
        provider.GetRequiredKeyedService<CommandClient<string, string>>("orders")
            .Should().NotBeSameAs(provider.GetRequiredKeyedService<CommandClient<string, string>>("returns"));
    }

    [Test]
    public async Task One_stream_on_two_clusters_is_resolved_by_the_application()
    {
        App("desk").AddCommandClient(Orders);
        App("shop").AddCommandClient(Orders);
        await using var provider = _services.BuildServiceProvider();

        provider.Invoking(services => services.GetRequiredService<CommandClient<string, string>>()).Should().Throw<InvalidOperationException>();
        provider.Invoking(services => services.GetRequiredKeyedService<CommandClient<string, string>>("orders")).Should().Throw<InvalidOperationException>()
            .WithMessage("2 command clients with the same types are registered for topic 'orders'*\"desk/orders\"*\"shop/orders\"*");
        provider.GetRequiredKeyedService<CommandClient<string, string>>("desk/orders")
            .Should().NotBeSameAs(provider.GetRequiredKeyedService<CommandClient<string, string>>("shop/orders"));
    }

    [Test]
    public async Task Same_client_twice_is_one_and_another_of_the_same_topic_is_refused()
    {
        var app = App("desk").AddCommandClient(Orders).AddCommandClient(Orders);

        app.Invoking(desk => desk.AddCommandClient(Orders, new CommandClientOptions { MaxPending = 1 })).Should().Throw<InvalidOperationException>()
            .WithMessage("Application 'desk' already has a command client for topic 'orders'.*");
        await using var provider = _services.BuildServiceProvider();
        provider.GetRequiredService<CommandClient<string, string>>().Should().NotBeNull();
    }

    [Test]
    public void Container_may_be_disposed_synchronously()
    {
        App("desk").AddCommandClient(Orders);
        var provider = _services.BuildServiceProvider();
        _ = provider.GetRequiredService<CommandClient<string, string>>();

        provider.Invoking(services => services.Dispose()).Should().NotThrow();
    }

    private StreamsApplicationBuilder App(string name) => _services.AddStreams(name).UseKafka(kafka => kafka.BootstrapServers = "127.0.0.1:9");
}
