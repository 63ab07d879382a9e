using System.Globalization;
using System.Runtime.InteropServices;
using Commands.Streams;
using Commands.Streams.ChaosHost;
using Commands.Streams.Kafka;

// Arguments: bootstrap servers, application id, command topic, guarantee, workers, handlers at once (0: synchronous), milliseconds of work.
// Of a subscriber on Streamiz: bootstrap servers, application id, command topic, guarantee, "streamiz".
// Of an application that counts: bootstrap servers, application id, topic, guarantee, "count", "memory" or "disk", state directory.
var (servers, application, topic, guarantee) = (args[0], args[1], args[2], Enum.Parse<ProcessingGuarantee>(args[3]));
if (args[4] == "streamiz")
{
    await StreamizSubscriber.RunAsync(servers, application, topic, guarantee);
    return 0;
}

using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
using var kafka = new KafkaClient(new KafkaOptions { BootstrapServers = servers });
using var log = new ErrorLog();
var options = new StreamsOptions { ApplicationId = application, Guarantee = guarantee, LoggerFactory = log };
await using var host = args[4] == "count"
    ? new StreamsApplication(CountingApplication.Build(topic, args[5] == "disk"), CountingApplication.Configure(options, args[6]), kafka)
    : new StreamsApplication(
        ChaosTopology.Build(topic, Number(args[5]), TimeSpan.FromMilliseconds(Number(args[6]))), options with { Workers = Number(args[4]) }, kafka);
await host.StartAsync(stop.Token);
await Task.WhenAny(host.Completion, Task.Delay(Timeout.InfiniteTimeSpan, stop.Token));
await host.StopAsync();
return host.Completion.IsCompletedSuccessfully ? 0 : 1;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
