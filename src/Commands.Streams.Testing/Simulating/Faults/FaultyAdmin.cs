using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Testing.Ports;

namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>An administrator whom the cluster does not answer while its process is cut off.</summary>
internal sealed class FaultyAdmin(Process process) : ITopicAdmin
{
    private readonly SimulatedAdmin _inner = new(process.World.Cluster);

    public Task<IReadOnlyDictionary<string, int>> GetPartitionCountsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Call(() => _inner.GetPartitionCountsAsync(topics, cancellationToken));

    public Task<IReadOnlyList<string>> ListTopicsAsync(CancellationToken cancellationToken) => Call(() => _inner.ListTopicsAsync(cancellationToken));

    public Task CreateTopicsAsync(IReadOnlyCollection<TopicSpecification> topics, CancellationToken cancellationToken) =>
        Call(() => _inner.CreateTopicsAsync(topics, cancellationToken));

    public Task DeleteRecordsAsync(IReadOnlyDictionary<TopicPartition, long> before, CancellationToken cancellationToken) =>
        Call(() =>
        {
            process.World.States.Add("RecordsPurged");
            return _inner.DeleteRecordsAsync(before, cancellationToken);
        });

    public Task<IReadOnlyDictionary<string, Guid>> GetTopicIdsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Call(() => _inner.GetTopicIdsAsync(topics, cancellationToken));

    public Task<IReadOnlyDictionary<string, TopicDetails>> DescribeTopicsAsync(IReadOnlyCollection<string> topics, CancellationToken cancellationToken) =>
        Call(() => _inner.DescribeTopicsAsync(topics, cancellationToken));

    public Task<IReadOnlyDictionary<TopicPartition, LogOffsets>> GetOffsetsAsync(
        IReadOnlyCollection<TopicPartition> partitions, bool readCommitted, CancellationToken cancellationToken)
    {
        var question = new LateAnswer<IReadOnlyDictionary<TopicPartition, LogOffsets>>(
            () => Call(() => _inner.GetOffsetsAsync(partitions, readCommitted, cancellationToken)));
        process.World.Errands.Add(question);
        return question.Answer;
    }

    public void Dispose() => _inner.Dispose();

    private T Call<T>(Func<T> call) => process.IsCutOff
        ? throw new ClientException(ClientErrorKind.Retriable, "_TRANSPORT", "The cluster does not answer.")
        : call();
}
