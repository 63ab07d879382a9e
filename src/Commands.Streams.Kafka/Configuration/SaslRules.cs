namespace Commands.Streams.Kafka.Configuration;

/// <summary>
/// Requires a mechanism if SASL is used. Without one librdkafka takes Kerberos, and what it then says, that there is no provider for GSSAPI, helps
/// nobody who forgot it.
/// </summary>
internal static class SaslRules
{
    /// <summary>What is missing in a role's settings, or <see langword="null"/> for nothing.</summary>
    public static string? Check(KafkaOptions options, ClientRole role)
    {
        string? protocol = UserSettings.Find(options, role, "security.protocol");
        bool isNamed = UserSettings.Find(options, role, "sasl.mechanisms", "sasl.mechanism") is not null;
        bool isKerberos = UserSettings.Read(options, role).Any(setting => setting.Name.StartsWith("sasl.kerberos.", StringComparison.Ordinal));

        return protocol?.StartsWith("sasl_", StringComparison.OrdinalIgnoreCase) == true && !isNamed && !isKerberos
            ? $"'security.protocol' is {protocol.ToUpperInvariant()}, but no SASL mechanism is named. " +
                "Set 'sasl.mechanisms', for example to 'PLAIN', 'SCRAM-SHA-512' or 'OAUTHBEARER'."
            : null;
    }
}
