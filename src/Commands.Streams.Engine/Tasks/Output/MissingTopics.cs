using Commands.Streams.Errors;

namespace Commands.Streams.Tasks.Output;

/// <summary>
/// Topics that a sink was told to write to and that do not exist. A client may take seconds to be sure of that, in which its worker does nothing else,
/// so it is believed for a while. Worker only.
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

    /// <summary>Throws what the client said about a topic a short while ago.</summary>
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
