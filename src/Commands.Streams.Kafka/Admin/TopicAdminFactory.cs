using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Configuration;
using Commands.Streams.Kafka.Diagnostics;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Kafka.Security;
using Confluent.Kafka;

namespace Commands.Streams.Kafka.Admin;

/// <summary>Builds the administrator that fits the cluster, with log lines, errors and tokens connected.</summary>
internal static class TopicAdminFactory
{
    private const string ClientId = "admin";

    /// <summary>Makes an administrator.</summary>
    /// <param name="options">The user's options.</param>
    /// <param name="log">Where lines and errors go.</param>
    /// <param name="cluster">The cluster's name in sentences.</param>
    /// <exception cref="ClientException">The client refuses the configuration.</exception>
    public static ITopicAdmin Create(KafkaOptions options, ClientLog log, string cluster)
    {
        var reports = new ClientReports(TimeProvider.System);
        var builder = new AdminClientBuilder(ClientSettings.ForAdmin(options));

        builder.SetLogHandler((_, line) =>
        {
            reports.NoteLine(line.Facility, line.Message);
            log.WriteLine(ClientId, (int)line.Level, line.Facility, line.Message);
        });
        builder.SetErrorHandler((_, error) =>
        {
            log.WriteError(ClientId, error);
            reports.Note(new NativeError((int)error.Code, error.Reason, error.IsFatal));
        });

        if (options.OnStatistics is { } hear)
        {
            builder.SetStatisticsHandler((_, json) => hear(json));
        }

        if (options.TokenProvider is { } provider && BearerTokenRules.UsesTokens(options, ClientRole.Admin))
        {
            builder.SetOAuthBearerTokenRefreshHandler((client, _) => RefreshToken(client, provider));
        }

        var admin = new KafkaTopicAdmin(Build(builder), cluster, options.AdminTimeout, reports, TimeProvider.System);

        return options.EmbeddedCluster is { } embedded ? new EmbeddedTopicAdmin(embedded, admin) : admin;
    }

    private static IAdminClient Build(AdminClientBuilder builder)
    {
        try
        {
            return builder.Build();
        }
        catch (InvalidOperationException exception)
        {
            throw new ClientException(
                ClientErrorKind.Fatal,
                NativeError.NameOf(NativeErrorCodes.InvalidArgument),
                $"The Kafka client that administers topics refuses its configuration: {exception.Message.TrimEnd('.')}.",
                exception);
        }
    }

    private static void RefreshToken(IClient client, BearerTokenProvider provider)
    {
        try
        {
            BearerToken token = TokenRequest.Get(provider);
            client.OAuthBearerSetToken(
                token.Value, token.ExpiresAt.ToUnixTimeMilliseconds(), token.Principal, token.Extensions?.ToDictionary());
        }
        catch (Exception exception)
        {
            client.OAuthBearerSetTokenFailure($"The token provider failed: {exception.Message}");
        }
    }
}
