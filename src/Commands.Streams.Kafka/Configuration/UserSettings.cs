using Confluent.Kafka;

namespace Commands.Streams.Kafka.Configuration;

/// <summary>
/// The properties that the user set for a client, from the weakest to the strongest: by name for all, by class for all, by name for the role, by
/// class for the role. A property may occur several times, also under an alias; the last one counts.
/// </summary>
internal static class UserSettings
{
    private static readonly (string Prefix, ClientRole Role)[] Prefixes =
    [
        ("consumer.", ClientRole.Consumer), ("producer.", ClientRole.Producer), ("admin.", ClientRole.Admin),
    ];

    /// <summary>Reads the settings of a role.</summary>
    public static IEnumerable<UserSetting> Read(KafkaOptions options, ClientRole role)
    {
        UserSetting[] byName = [.. options.Properties.Select(Parse)];
        Config own = role switch
        {
            ClientRole.Consumer => options.Consumer,
            ClientRole.Producer => options.Producer,
            _ => options.Admin,
        };

        return byName.Where(setting => setting.Role is null)
            .Concat(options.Client.Select(pair => new UserSetting(pair.Key, pair.Value, null)))
            .Concat(byName.Where(setting => setting.Role == role))
            .Concat(own.Select(pair => new UserSetting(pair.Key, pair.Value, role)))
            // Confluent's own properties concern its managed consumer and producer, which are not used.
            .Where(setting => setting.Value is not null && !setting.Name.StartsWith("dotnet.", StringComparison.Ordinal));
    }

    /// <summary>The effective value, or <see langword="null"/> if none of the names is set.</summary>
    /// <param name="options">The options.</param>
    /// <param name="role">The role.</param>
    /// <param name="names">The property's name and its aliases.</param>
    public static string? Find(KafkaOptions options, ClientRole role, params ReadOnlySpan<string> names)
    {
        string? value = null;

        foreach (UserSetting setting in Read(options, role))
        {
            value = names.Contains(setting.Name) ? setting.Value : value;
        }

        return value;
    }

    private static UserSetting Parse(KeyValuePair<string, string> pair)
    {
        foreach ((string prefix, ClientRole role) in Prefixes)
        {
            if (pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                return new UserSetting(pair.Key[prefix.Length..], pair.Value, role);
            }
        }

        return new UserSetting(pair.Key, pair.Value, null);
    }
}
