using System.Diagnostics.Metrics;
using Commands.Streams.Errors;
using Commands.Streams.Hosting.Tests.Support;
using Commands.Streams.Kafka;
using Commands.Streams.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Hosting.Tests;

public sealed class StreamsHostedServiceTests
{
    private EmbeddedCluster _cluster = null!;

    [SetUp]
    public void StartCluster() => _cluster = Some.Cluster();

    [TearDown]
    public void StopCluster() => _cluster.Dispose();

    [Test]
    public async Task Applications_of_a_host_run_side_by_side_and_commit_when_it_stops()
    {
        _cluster.CreateTopic("returns", 1);
        var orders = new Received();
        var returns = new Received();

        using (var host = Build(("warehouse", Some.Topology(orders.Add)), ("returns", Some.Topology(returns.Add, "returns"))))
        {
            await host.StartAsync();
            await Some.WriteAsync(_cluster, "order 1");
            await Some.WriteAsync(_cluster, "return 1", "returns");
            (await orders.NextAsync()).Should().Be("order 1");
            (await returns.NextAsync()).Should().Be("return 1");
            await host.StopAsync();
        }

        using var next = Build(("warehouse", Some.Topology(orders.Add)));
        await next.StartAsync();
        await Some.WriteAsync(_cluster, "order 2");
        (await orders.NextAsync()).Should().Be("order 2", "the first host committed 'order 1'");
        await next.StopAsync();
    }

    [Test]
    public async Task Failed_application_stops_the_host_and_is_thrown_by_it()
    {
        var builder = Builder(("warehouse", Some.Topology(_ => throw new InvalidOperationException("no stock"))));
        var log = new CollectingLog();
        builder.Logging.AddProvider(log);
        using var host = builder.Build();
        await host.StartAsync();

        await Some.WriteAsync(_cluster, "order 1");
        var run = () => host.WaitForShutdownAsync().WaitAsync(Some.Deadline);

        var failure = (await run.Should().ThrowAsync<StreamsException>()).Which;
        failure.ToString().Should().Contain("no stock");
        var health = await Some.HealthAsync(host, "warehouse");
        health.Status.Should().Be(HealthStatus.Unhealthy);
        health.Exception.Should().BeSameAs(failure);
        log.Lines.Where(line => line.Category.StartsWith("Commands.Streams", StringComparison.Ordinal) && line.Exception is not null)
            .Should().ContainSingle("a trace is logged once").Which.Exception!.ToString().Should().Contain("no stock");
        log.Lines.Should().Contain(line => line.Text.StartsWith("Application 'warehouse' failed: Processing record orders-0@0 failed"));
    }

    [Test]
    public async Task Failed_application_leaves_a_host_that_was_told_to_go_on_but_is_unhealthy()
    {
        var builder = Builder(("warehouse", Some.Topology(_ => throw new InvalidOperationException("no stock"))));
        builder.Services.AddStreams("warehouse").ConfigureHost(options => options.StopHostOnFailure = false);
        using var host = builder.Build();
        await host.StartAsync();

        await Some.WriteAsync(_cluster, "order 1");
        var service = host.Services.GetRequiredKeyedService<StreamsHostedService>("warehouse");
        await service.Invoking(s => s.Completion.WaitAsync(Some.Deadline)).Should().ThrowAsync<StreamsException>();

        (await Some.HealthAsync(host, "warehouse")).Status.Should().Be(HealthStatus.Unhealthy);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested.Should().BeFalse();
        await host.Invoking(h => h.StopAsync()).Should().NotThrowAsync();
    }

    [Test]
    public async Task Health_follows_the_application()
    {
        var received = new Received();
        using var host = Build(("warehouse", Some.Topology(received.Add)));
        (await Some.HealthAsync(host, "warehouse")).Status.Should().Be(HealthStatus.Degraded);

        await host.StartAsync();
        await Some.WriteAsync(_cluster, "order 1");
        await received.NextAsync();
        var running = await Some.HealthAsync(host, "warehouse");
        await host.StopAsync();

        running.Status.Should().Be(HealthStatus.Healthy);
        running.Description.Should().Be("Application 'warehouse' is Running.");
        (await Some.HealthAsync(host, "warehouse")).Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Test]
    public async Task Health_is_degraded_while_a_handler_does_not_return()
    {
        var time = new ManualTimeProvider();
        var received = new Received();
        using var leave = new SemaphoreSlim(0);
        var builder = Some.Host();
        builder.Services.AddHealthChecks();
        builder.Services.AddStreams("warehouse")
            .UseKafka(kafka => kafka.EmbeddedCluster = _cluster)
            .Configure(streams => streams.TimeProvider = time)
            .AddTopology(Some.Topology(value =>
            {
                received.Add(value);
                leave.Wait(Some.Deadline);
            }));
        using var host = builder.Build();
        await host.StartAsync();
        await Some.WriteAsync(_cluster, "order 1");
        await received.NextAsync();

        time.Advance(TimeSpan.FromSeconds(30));
        var stalled = await Some.HealthAsync(host, "warehouse");
        leave.Release();
        await host.StopAsync();

        stalled.Status.Should().Be(HealthStatus.Degraded);
        stalled.Description.Should().StartWith("Application 'warehouse' is Running.").And.Contain(
            " A worker has been in one turn for 00:00:30: a handler or a call to the Kafka client has not returned.",
            "a check of the cluster that the clock has overtaken does not hide it");
    }

    [Test]
    public async Task Application_that_cannot_stop_in_the_hosts_time_says_which_options_to_change()
    {
        var started = new Received();
        var endless = new TaskCompletionSource();
        var streams = new StreamsBuilder();
        streams.Stream<string, string>(Some.Topic).ForEachAsync(async (record, _) =>
        {
            started.Add(record.Value);
            await endless.Task;
        });
        using var host = Build(("warehouse", streams.Build()));
        await host.StartAsync();
        await Some.WriteAsync(_cluster, "order 1");
        await started.NextAsync();

        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var stop = () => host.StopAsync(limit.Token);

        await stop.Should().ThrowAsync<TimeoutException>().WithMessage(
            "Application 'warehouse' did not stop within the host's time limit*HostOptions.ShutdownTimeout*DrainTimeout (00:00:05).");
        endless.SetResult();
        await host.Services.GetRequiredKeyedService<StreamsHostedService>("warehouse").Completion.WaitAsync(Some.Deadline);
    }

    [Test]
    public async Task Host_does_not_start_when_the_topic_is_missing()
    {
        using var host = Build(("warehouse", Some.Topology(_ => { }, "no-such-topic")));

        await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<StreamsException>().WithMessage("*no-such-topic*");
    }

    [Test]
    public async Task Host_starts_without_the_cluster_and_is_not_ready()
    {
        var builder = Some.Host();
        builder.Services.AddHealthChecks();
        builder.Services.AddStreams("warehouse")
            .UseKafka(kafka =>
            {
                // Nobody listens there.
                kafka.BootstrapServers = "127.0.0.1:1";
                kafka.AdminTimeout = TimeSpan.FromMilliseconds(300);
            })
            .AddTopology(Some.Topology(_ => { }));
        using var host = builder.Build();

        await host.StartAsync().WaitAsync(Some.Deadline);
        var health = await Some.HealthAsync(host, "warehouse");
        await host.StopAsync().WaitAsync(Some.Deadline);

        health.Status.Should().Be(HealthStatus.Unhealthy);
        health.Description.Should().StartWith("Application 'warehouse' is Created. The cluster does not answer: The cluster at 127.0.0.1:1 cannot be reached");
    }

    [Test]
    public async Task Commands_are_issued_by_a_client_from_the_services()
    {
        var orders = CommandStream.Define(Some.Topic, Serdes.String, Serdes.String, partitions: 1);
        var builder = Some.Host();
        builder.Services.AddHealthChecks();
        builder.Services.AddStreams("desk").UseKafka(kafka => kafka.EmbeddedCluster = _cluster).AddCommandClient(orders);
        using var host = builder.Build();
        await host.StartAsync();

        var client = host.Services.GetRequiredService<CommandClient<string, string>>();
        var receipt = await client.SendAsync("12005", "dispatch");
        await host.StopAsync();

        receipt.Topic.Should().Be(Some.Topic);
        host.Services.GetRequiredKeyedService<CommandClient<string, string>>(Some.Topic).Should().BeSameAs(client);
        (await Some.HealthAsync(host, "desk")).Status.Should().Be(HealthStatus.Healthy);
    }

    [Test]
    public void Telemetry_names_are_those_of_the_instruments()
    {
        var meters = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => meters.Add(instrument.Meter.Name) };
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(
            typeof(StreamsOptions).Assembly.GetType("Commands.Streams.Diagnostics.StreamsMeter", throwOnError: true)!.TypeHandle);
        listener.Start();

        meters.Should().Contain(StreamsTelemetry.MeterName);
    }

    private IHost Build(params (string Name, Topology Topology)[] applications) => Builder(applications).Build();

    private HostApplicationBuilder Builder(params (string Name, Topology Topology)[] applications)
    {
        var builder = Some.Host();
        builder.Services.AddHealthChecks();
        foreach (var (name, topology) in applications)
        {
            builder.Services.AddStreams(name).UseKafka(kafka => kafka.EmbeddedCluster = _cluster).AddTopology(topology);
        }

        return builder;
    }
}
