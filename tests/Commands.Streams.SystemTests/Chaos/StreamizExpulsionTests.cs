using Commands.Streams.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.SystemTests.Chaos;

/// <summary>A handler that takes longer than the group waits for its thread stops the host, and its command comes again.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StreamizExpulsionTests
{
    private const int MaxPollIntervalMs = 6000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(8);

    private readonly TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _slowCalls;

    [Test]
    public async Task A_host_whose_thread_was_expelled_stops_and_the_next_one_handles_the_command_again([Values] ProcessingGuarantee guarantee)
    {
        using var client = RealKafka.Connect();
        var topic = await RealKafka.CreateTopicAsync(client, 1);
        var commands = CommandStream.Define(topic, Serdes.Int64, Serdes.String, 1);
        await using (var issuer = client.CreateCommandClient(commands))
        {
            await issuer.SendAsync(1, "slow");
            await issuer.SendAsync(2, "next");
        }

        using (var first = CreateHost(client, commands, guarantee))
        {
            await first.Invoking(host => host.RunAsync())
                .Should()
                .ThrowAsync<InvalidOperationException>()
                .WithMessage($"Streamiz application 'app-{topic}' failed:*");
        }

        using var second = CreateHost(client, commands, guarantee);
        await second.StartAsync();
        await _next.Task.WaitAsync(Patience);
        await second.StopAsync();
        _slowCalls.Should().Be(2);
    }

    private IHost CreateHost(KafkaClient client, CommandStream<long, string> commands, ProcessingGuarantee guarantee)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddStreamizCommands(
            $"app-{commands.Topic}",
            config =>
            {
                config.BootstrapServers = client.Description;
                config.SessionTimeoutMs = MaxPollIntervalMs;
                config.MaxPollIntervalMs = MaxPollIntervalMs;
                config.Guarantee = Guarantee(guarantee);
            },
            new CommandTopology<long, string>(commands).ForEach(HandleAsync));
        return builder.Build();
    }

    private static Streamiz.Kafka.Net.ProcessingGuarantee Guarantee(ProcessingGuarantee guarantee) => guarantee == ProcessingGuarantee.ExactlyOnce
        ? Streamiz.Kafka.Net.ProcessingGuarantee.EXACTLY_ONCE
        : Streamiz.Kafka.Net.ProcessingGuarantee.AT_LEAST_ONCE;

    private async ValueTask HandleAsync(Command<long, string> command, CancellationToken cancellationToken)
    {
        if (command.Value == "next")
        {
            _next.TrySetResult();
        }
        else if (++_slowCalls == 1)
        {
            await Task.Delay(TooLong, cancellationToken);
        }
    }
}
