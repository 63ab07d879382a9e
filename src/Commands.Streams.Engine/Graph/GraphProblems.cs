using Commands.Streams.Records;
using Commands.Streams.Serialization;

namespace Commands.Streams.Graph;

/// <summary>Collects the problems of a topology, each sentence once.</summary>
internal sealed class GraphProblems(SerdeRegistry serdes)
{
    private readonly List<string> _sentences = [];

    public SerdeRegistry Serdes { get; } = serdes;

    public IReadOnlyList<string> Sentences => _sentences;

    public void Add(string sentence)
    {
        if (!_sentences.Contains(sentence))
        {
            _sentences.Add(sentence);
        }
    }

    public void CheckTopicName(string topic, string who)
    {
        if (!TopicNames.IsValid(topic))
        {
            Add(
                $"{who} names the topic '{topic}', which Kafka does not allow. " +
                $"Use 1 to {TopicNames.MaxLength} of the characters a-z, A-Z, 0-9, '.', '_' and '-'.");
        }
    }
}
