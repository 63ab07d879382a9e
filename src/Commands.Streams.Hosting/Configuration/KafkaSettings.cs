using Commands.Streams.Kafka;
using Microsoft.Extensions.Configuration;

namespace Commands.Streams.Hosting.Configuration;

/// <summary>
/// The section <c>Kafka</c>: options of <see cref="KafkaOptions"/> by name; all other names are properties of librdkafka, which the client checks.
/// Names in configuration are case-insensitive, and librdkafka's are lower-case; a nested section means the same as a dot.
/// </summary>
internal static class KafkaSettings
{
    public static readonly IReadOnlyList<Setting<KafkaOptions>> All =
    [
        Setting.Text<KafkaOptions>(nameof(KafkaOptions.BootstrapServers), static (options, value) => options.BootstrapServers = value),
        Setting.OneOf<KafkaOptions, KafkaGroupProtocol>(nameof(KafkaOptions.GroupProtocol), static (options, value) => options.GroupProtocol = value),
        Setting.Duration<KafkaOptions>(nameof(KafkaOptions.AdminTimeout), static (options, value) => options.AdminTimeout = value),
    ];

    public static void Apply(IConfigurationSection section, KafkaOptions options, List<string> problems)
    {
        Setting.Apply(All, section, options, problems);
        foreach (var (path, value) in section.AsEnumerable(makePathsRelative: true))
        {
            if (value is not null && path.Length > 0 && !All.Any(setting => setting.Name.Equals(path, StringComparison.OrdinalIgnoreCase)))
            {
                options.Properties[path.Replace(':', '.').ToLowerInvariant()] = value;
            }
        }
    }
}
