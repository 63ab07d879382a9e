namespace Commands.Streams.Kafka.Configuration;

/// <summary>A property that the user has set, and its section.</summary>
/// <param name="Name">librdkafka's name.</param>
/// <param name="Value">The value.</param>
/// <param name="Role">The clients it was set for; <see langword="null"/> for all.</param>
internal readonly record struct UserSetting(string Name, string Value, ClientRole? Role)
{
    /// <summary>The setting in a sentence, as its subject.</summary>
    public string Subject => Role switch
    {
        ClientRole.Consumer => $"The consumer property '{Name}'",
        ClientRole.Producer => $"The producer property '{Name}'",
        ClientRole.Admin => $"The admin property '{Name}'",
        _ => $"The property '{Name}'",
    };
}
