using Commands.Streams.Errors;
using Commands.Streams.Kafka.Groups;
using Commands.Streams.Kafka.Native;

namespace Commands.Streams.Kafka.Configuration;

/// <summary>Finds everything that is wrong with the options, without a connection: this library's rules first, then librdkafka's own.</summary>
internal static class OptionsValidation
{
    private static readonly string[] BootstrapNames = ["bootstrap.servers", "metadata.broker.list"];

    /// <summary>Returns one sentence for each problem; empty if there is none.</summary>
    public static IReadOnlyList<string> Validate(KafkaOptions options)
    {
        KafkaGroupProtocol protocol = GroupProtocols.Chosen(options);
        var problems = new List<string>();

        problems.AddRange(CheckBootstrapServers(options));
        problems.AddRange(CheckHooks(options));

        if (GroupProtocols.Contradiction(options) is { } contradiction)
        {
            problems.Add(contradiction);
        }

        foreach (ClientRole role in Enum.GetValues<ClientRole>())
        {
            UserSetting[] settings = [.. UserSettings.Read(options, role)];
            string[] found = [.. CheckReserved(settings, role, protocol), .. NativeCheck.CheckEach(settings), .. BearerTokenRules.Check(options, role)];

            if (SaslRules.Check(options, role) is { } unnamed)
            {
                problems.Add(unnamed);
                continue;
            }

            problems.AddRange(found.Length > 0 ? found : NativeCheck.CheckTogether(role, [.. Complete(options, role, protocol)]));
        }

        return [.. problems.Distinct()];
    }

    /// <summary>Throws if the options are invalid.</summary>
    /// <exception cref="ClientException">All the problems together.</exception>
    public static void EnsureValid(KafkaOptions options)
    {
        IReadOnlyList<string> problems = Validate(options);

        if (problems.Count > 0)
        {
            throw new ClientException(
                ClientErrorKind.Fatal, NativeError.NameOf(NativeErrorCodes.InvalidArgument), string.Join(Environment.NewLine, problems));
        }
    }

    private static IEnumerable<string> CheckBootstrapServers(KafkaOptions options)
    {
        bool isSet = Enum.GetValues<ClientRole>().All(role => !string.IsNullOrWhiteSpace(UserSettings.Find(options, role, BootstrapNames)));

        if (options.EmbeddedCluster is null && !isSet)
        {
            yield return "No brokers are named. Set KafkaOptions.BootstrapServers (bootstrap.servers), for example to 'localhost:9092'.";
        }

        if (options.EmbeddedCluster is not null && isSet)
        {
            yield return "Both KafkaOptions.EmbeddedCluster and bootstrap.servers are set. Remove one of them.";
        }
    }

    private static IEnumerable<string> CheckHooks(KafkaOptions options)
    {
        if (options.AdminTimeout <= TimeSpan.Zero)
        {
            yield return $"KafkaOptions.AdminTimeout is {options.AdminTimeout}. Set it to more than zero.";
        }

        bool hasInterval = Enum.GetValues<ClientRole>()
            .Any(role => UserSettings.Find(options, role, "statistics.interval.ms") is { } interval && interval != "0");

        if (options.OnStatistics is not null && !hasInterval)
        {
            yield return "KafkaOptions.OnStatistics is set, but statistics are off. Set 'statistics.interval.ms', for example to '60000'.";
        }
    }

    private static IEnumerable<string> CheckReserved(UserSetting[] settings, ClientRole role, KafkaGroupProtocol protocol) =>
        from setting in settings
        from property in ReservedProperties.For(role, protocol)
        let problem = property.Check(setting)
        where problem is not null
        select problem;

    private static IEnumerable<KeyValuePair<string, string>> Complete(KafkaOptions options, ClientRole role, KafkaGroupProtocol protocol) => role switch
    {
        ClientRole.Consumer => ClientSettings.ForConsumer(options, protocol).Append(new("group.id", "validation")),
        ClientRole.Producer => ClientSettings.ForProducer(options).Append(new("enable.idempotence", "true")),
        _ => ClientSettings.ForAdmin(options),
    };
}
