using Commands.Streams.Errors;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// Remembers for a while which topics of a sink do not exist. A client may take seconds to find that out, and its worker is blocked meanwhile. Worker only.
/// </summary>
internal sealed class MissingTopics(TimeProvider timeProvider)
{
    private const int MaxTopics = 1000;
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (ClientException Error, long At)> _topics = [];

    public void Add(string topic, ClientException error)
    {
        if (_topics.Count >= MaxTopics)
        {
            _topics.Clear();
        }

        _topics[topic] = (error, timeProvider.GetTimestamp());
    }

    /// <summary>Throws the client's recent error for a topic, if there is one.</summary>
    public void ThrowIfMissing(string topic)
    {
        if (_topics.Count == 0 || !_topics.TryGetValue(topic, out var missing))
        {
            return;
        }

        if (timeProvider.GetElapsedTime(missing.At) < Believed)
        {
            throw new ClientException(missing.Error.Kind, missing.Error.Code, missing.Error.Message);
        }

        _topics.Remove(topic);
    }
}
