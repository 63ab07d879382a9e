using Commands.Streams.Kafka.Configuration;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Security;

namespace Commands.Streams.Kafka.Diagnostics;

/// <summary>Connects a native client with what the user wants to hear of it: log, errors, statistics, requests for tokens.</summary>
internal static class ClientCallbacks
{
    /// <summary>Makes the callbacks of a client.</summary>
    /// <param name="options">The user's options.</param>
    /// <param name="log">Where lines and errors go.</param>
    /// <param name="role">What the client is for.</param>
    /// <param name="clientId">Its id.</param>
    /// <param name="filter">Sees each line first and says whether it is wanted; by default all are.</param>
    public static NativeCallbacks Create(
        KafkaOptions options, ClientLog log, ClientRole role, string clientId, Func<int, string, string, bool>? filter = null) => new()
        {
            Log = (severity, facility, text) =>
            {
                if (filter is null || filter(severity, facility, text))
                {
                    log.WriteLine(clientId, severity, facility, text);
                }
            },
            Error = error => log.WriteError(clientId, error),
            Statistics = options.OnStatistics,
            RefreshToken = options.TokenProvider is { } provider && BearerTokenRules.UsesTokens(options, role)
            ? () => TokenRequest.Get(provider)
            : null,
        };
}
