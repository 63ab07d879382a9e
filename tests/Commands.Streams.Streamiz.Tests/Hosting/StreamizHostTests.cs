using Commands.Streams.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Streamiz.Kafka.Net;

namespace Commands.Streams.Tests.Hosting;

public sealed class StreamizHostTests
{
    private static CommandSubscriber Subscriber => new CommandTopology<long, string>(Some.Commands).ForEach(_ => { });

    [Test]
    public void A_subscriber_that_Streamiz_cannot_run_is_refused_when_it_is_registered()
    {
        var subscriber = new CommandTopology<long, string>(Some.Commands).Concurrency(2).ForEach(_ => { });
        var add = () => new ServiceCollection().AddStreamizCommands("app", _ => { }, subscriber);
        add.Should().Throw<NotSupportedException>().WithMessage("*uses Concurrency(2),*");
    }

    [Test]
    public void A_second_application_of_the_same_id_is_refused()
    {
        var services = new ServiceCollection().AddStreamizCommands("app", _ => { }, Subscriber);
        var again = () => services.AddStreamizCommands("app", _ => { }, Subscriber);
        again.Should().Throw<ArgumentException>().WithMessage("The host has a Streamiz application 'app' already.*");
    }

    [Test]
    public async Task Parallel_processing_is_refused_at_start()
    {
        using var host = Build(config => config.ParallelProcessing = true);
        await host.Invoking(started => started.StartAsync()).Should().ThrowAsync<NotSupportedException>().WithMessage("*ParallelProcessing*");
    }

    [Test]
    public async Task Another_application_id_in_the_configuration_is_refused_at_start()
    {
        using var host = Build(config => config.ApplicationId = "other");
        await host.Invoking(started => started.StartAsync())
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("*configured with the application id 'other'*");
    }

    [Test]
    public async Task Before_it_runs_the_application_is_degraded()
    {
        using var host = Build(_ => { });
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        report.Entries.Should().ContainKey("streams:app").WhoseValue.Status.Should().Be(HealthStatus.Degraded);
    }

    private static IHost Build(Action<StreamConfig> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHealthChecks();
        builder.Services.AddStreamizCommands(
            "app",
            config =>
            {
                config.BootstrapServers = "127.0.0.1:1";
                configure(config);
            },
            Subscriber);
        return builder.Build();
    }
}
