using Commands.Streams.Errors;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Configuration;

/// <summary>Lets librdkafka judge settings: each by itself, and a whole configuration by making a client that knows no broker.</summary>
internal static class NativeCheck
{
    // Mechanisms whose set-up does nothing outside the process; Kerberos runs kinit, and OAUTHBEARER asks for tokens.
    private static readonly string[] QuietMechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

    /// <summary>Says which settings librdkafka does not know or whose values it refuses.</summary>
    public static IEnumerable<string> CheckEach(IEnumerable<UserSetting> settings)
    {
        using var configuration = new NativeConfiguration([]);

        foreach (UserSetting setting in settings)
        {
            string? problem = Try(() => configuration.Set(setting.Name, setting.Value));

            if (problem is not null)
            {
                yield return problem;
            }
        }
    }

    /// <summary>Says which settings, each right by itself, contradict each other or name files that cannot be read.</summary>
    public static IEnumerable<string> CheckTogether(ClientRole role, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        string? problem = IsQuiet(settings) ? Try(() => Make(role, settings)) : null;

        return problem is null ? [] : [problem];
    }

    private static void Make(ClientRole role, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        NativeClientType type = role == ClientRole.Consumer ? NativeClientType.Consumer : NativeClientType.Producer;
        // Without an address a client connects to nothing.
        IEnumerable<KeyValuePair<string, string>> offline =
            settings.Where(pair => pair.Key is not ("bootstrap.servers" or "metadata.broker.list" or "debug" or "statistics.interval.ms"));
        using var configuration = new NativeConfiguration(offline);
        using NativeClient client = NativeClient.Create(type, configuration, NativeCallbacks.None);
    }

    private static bool IsQuiet(IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        string protocol = Last(settings, "security.protocol") ?? "plaintext";
        string mechanism = Last(settings, "sasl.mechanisms", "sasl.mechanism") ?? "GSSAPI";

        return !protocol.StartsWith("sasl_", StringComparison.OrdinalIgnoreCase) ||
            QuietMechanisms.Contains(mechanism, StringComparer.OrdinalIgnoreCase);
    }

    private static string? Last(IReadOnlyList<KeyValuePair<string, string>> settings, params string[] names) =>
        settings.LastOrDefault(pair => names.Contains(pair.Key)).Value;

    private static string? Try(Action action)
    {
        try
        {
            action();

            return null;
        }
        catch (ClientException exception)
        {
            return exception.Message;
        }
    }
}
