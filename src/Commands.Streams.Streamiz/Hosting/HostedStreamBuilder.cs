using Microsoft.Extensions.Logging;
using Streamiz.Kafka.Net;

namespace Commands.Streams.Hosting;

/// <summary>A Streamiz topology's description that knows the host it is for.</summary>
/// <param name="loggerFactory">The host's log.</param>
/// <param name="givingUp">Ends when the host waits no longer for handlers.</param>
internal sealed class HostedStreamBuilder(ILoggerFactory loggerFactory, CancellationToken givingUp) : StreamBuilder
{
    public ILoggerFactory LoggerFactory => loggerFactory;

    public CancellationToken GivingUp => givingUp;
}
