using System.CommandLine;
using Commands.Streams.Kafka;

namespace Commands.Streams.Redrive;

/// <summary>Where the dead letters are: options of every verb.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string> _servers =
        new("--bootstrap-servers") { Description = "The brokers to ask first, as host:port, separated by commas.", Required = true };
    private readonly Option<string> _topic = new("--topic") { Description = "The dead-letter topic.", Required = true };

    private readonly Option<string[]> _properties = new("--property")
    {
        Description = "A property of the Kafka client by librdkafka's name, as name=value. May be given several times.",
    };

    private readonly Option<string?> _group = new("--group")
    {
        Description = "The group whose committed offsets say what has been redriven. Without it, the topic followed by -redrive.",
    };

    private ClusterOptions() => _properties.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=') < 1))
        {
            result.AddError($"Option '--property' takes name=value, not '{token.Value}'.");
        }
    });

    public static ClusterOptions AddTo(Command verb)
    {
        var options = new ClusterOptions();
        verb.Add(options._servers);
        verb.Add(options._topic);
        verb.Add(options._properties);
        verb.Add(options._group);
        return options;
    }

    public string Topic(ParseResult parsed) => parsed.GetRequiredValue(_topic);

    public string? Group(ParseResult parsed) => parsed.GetValue(_group);

    public KafkaClient Connect(ParseResult parsed)
    {
        var options = new KafkaOptions { BootstrapServers = parsed.GetRequiredValue(_servers) };
        foreach (var property in parsed.GetValue(_properties) ?? [])
        {
            var name = property[..property.IndexOf('=')];
            options.Properties[name] = property[(name.Length + 1)..];
        }

        return new KafkaClient(options);
    }
}
