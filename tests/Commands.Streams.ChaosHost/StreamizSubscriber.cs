using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Streamiz.Kafka.Net;
using OwnGuarantee = Commands.Streams.ProcessingGuarantee;

namespace Commands.Streams.ChaosHost;

/// <summary>
/// A subscriber on Streamiz without a dead-letter topic. It prints each command before it handles it; <c>fail</c> throws, and <c>large</c> is
/// answered with 20,000
/// characters in the topic <c>TOPIC-receipts</c>.
/// </summary>
internal static class StreamizSubscriber
{
    private const int LargeLength = 20_000;

    public static async Task RunAsync(string servers, string application, string topic, OwnGuarantee guarantee)
    {
        var subscriber = new CommandTopology<long, string>(CommandStream.Define(topic, Serdes.Int64, Serdes.String, 1))
            .Respond(ResponseStream.Define($"{topic}-receipts", Serdes.Int64, Serdes.String, 1))
            .ForEach(Handle);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddStreamizCommands(application, config => Configure(config, servers, guarantee), subscriber);
        using var host = builder.Build();
        await host.RunAsync();
    }

    private static void Configure(StreamConfig config, string servers, OwnGuarantee guarantee)
    {
        config.BootstrapServers = servers;
        config.SessionTimeoutMs = 6000;
        config.Guarantee = guarantee == OwnGuarantee.ExactlyOnce
            ? Streamiz.Kafka.Net.ProcessingGuarantee.EXACTLY_ONCE
            : Streamiz.Kafka.Net.ProcessingGuarantee.AT_LEAST_ONCE;
        config.CommitIntervalMs = 200;
    }

    private static string Handle(Command<long, string> command)
    {
        Console.WriteLine($"handled {command.Value}");
        return command.Value switch
        {
            "fail" => throw new InvalidOperationException("The warehouse burns."),
            "large" => new string('x', LargeLength),
            _ => command.Value,
        };
    }
}
