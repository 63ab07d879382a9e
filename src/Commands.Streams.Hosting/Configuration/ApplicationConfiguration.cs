using Commands.Streams.Kafka;
using Microsoft.Extensions.Configuration;

namespace Commands.Streams.Hosting.Configuration;

/// <summary>
/// The configuration of one application: section <c>Streams</c> for all applications of the host, overridden by <c>Streams:&lt;name&gt;</c>. Values
/// that cannot be parsed are not applied; <see cref="Problems"/> reports them.
/// </summary>
internal sealed class ApplicationConfiguration(IConfiguration? configuration, string name, IReadOnlyCollection<string> applications)
{
    private const string Root = "Streams";
    private const string Kafka = "Kafka";

    private static readonly string[] Names =
        [.. StreamsSettings.All.Select(setting => setting.Name), .. HostSettings.All.Select(setting => setting.Name), Kafka];

    private readonly IConfigurationSection[] _sections =
        configuration is null ? [] : [configuration.GetSection(Root), configuration.GetSection(Root).GetSection(name)];

    public void Apply(StreamsOptions options) => Apply(StreamsSettings.All, options, []);

    public void Apply(StreamsHostOptions options) => Apply(HostSettings.All, options, []);

    public void Apply(KafkaOptions options) => Apply(options, []);

    /// <summary>Returns one sentence for each value that cannot be parsed and each unknown name. Kafka's properties are checked by its client.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Apply(StreamsSettings.All, new StreamsOptions(), problems);
        Apply(HostSettings.All, new StreamsHostOptions(), problems);
        Apply(new KafkaOptions(), problems);
        problems.AddRange(_sections.SelectMany(section => section.GetChildren()).Where(IsUnknown).Select(section =>
            $"Configuration '{section.Path}' is not recognized. The valid names are {string.Join(", ", Names)}{HostNames(section)}."));
        return problems;
    }

    private void Apply<TOptions>(IReadOnlyList<Setting<TOptions>> settings, TOptions options, List<string> problems)
    {
        foreach (var section in _sections)
        {
            Setting.Apply(settings, section, options, problems);
        }
    }

    private void Apply(KafkaOptions options, List<string> problems)
    {
        foreach (var section in _sections)
        {
            KafkaSettings.Apply(section.GetSection(Kafka), options, problems);
        }
    }

    private bool IsUnknown(IConfigurationSection section) =>
        !Names.Contains(section.Key, StringComparer.OrdinalIgnoreCase) &&
        !(IsShared(section) && applications.Contains(section.Key, StringComparer.OrdinalIgnoreCase));

    private string HostNames(IConfigurationSection section) =>
        IsShared(section) ? $", and the host's applications {string.Join(", ", applications)}" : string.Empty;

    private static bool IsShared(IConfigurationSection section) => section.Path.IndexOf(':') == section.Path.LastIndexOf(':');
}
