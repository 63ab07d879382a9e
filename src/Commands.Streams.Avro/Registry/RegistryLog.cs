using Microsoft.Extensions.Logging;

namespace Commands.Streams.Avro.Registry;

/// <summary>The log events of the registry's client.</summary>
internal static partial class RegistryLog
{
    [LoggerMessage(1, LogLevel.Warning, "The schema registry {Registry} did not answer when asked for {Question}: {Reason} The next attempt is in {Pause}")]
    public static partial void NoAnswer(ILogger logger, string registry, string question, string reason, TimeSpan pause);
}
