namespace Commands.Streams.Kafka.Configuration;

/// <summary>Checks that OAUTHBEARER has a token provider, and that other mechanisms have none.</summary>
internal static class BearerTokenRules
{
    /// <summary>Says what is wrong with the way a role gets its tokens.</summary>
    public static IEnumerable<string> Check(KafkaOptions options, ClientRole role)
    {
        bool usesTokens = UsesTokens(options, role);
        bool isBuiltIn = IsBuiltIn(options, role);

        if (options.TokenProvider is not null && !usesTokens)
        {
            yield return "KafkaOptions.TokenProvider is set, but tokens are not used. " +
                "Set 'security.protocol' to 'SASL_SSL' and 'sasl.mechanisms' to 'OAUTHBEARER', or remove the provider.";
        }

        if (options.TokenProvider is not null && usesTokens && isBuiltIn)
        {
            yield return "KafkaOptions.TokenProvider is set, but by its properties the client fetches tokens itself. " +
                "Remove the provider, or 'sasl.oauthbearer.method' and 'enable.sasl.oauthbearer.unsecure.jwt'.";
        }

        if (options.TokenProvider is null && usesTokens && !isBuiltIn)
        {
            yield return "The SASL mechanism is OAUTHBEARER, but there is no token provider. " +
                "Set KafkaOptions.TokenProvider, or 'sasl.oauthbearer.method' to 'oidc' with its endpoint and credentials.";
        }
    }

    /// <summary>Whether a role's clients authenticate by tokens.</summary>
    public static bool UsesTokens(KafkaOptions options, ClientRole role) =>
        Is(UserSettings.Find(options, role, "sasl.mechanisms", "sasl.mechanism"), "OAUTHBEARER") &&
        UserSettings.Find(options, role, "security.protocol")?.StartsWith("sasl_", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsBuiltIn(KafkaOptions options, ClientRole role) =>
        Is(UserSettings.Find(options, role, "sasl.oauthbearer.method"), "oidc") ||
        Is(UserSettings.Find(options, role, "enable.sasl.oauthbearer.unsecure.jwt"), "true");

    private static bool Is(string? value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
