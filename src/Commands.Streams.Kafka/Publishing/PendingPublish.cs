using System.Threading.Tasks.Sources;
using Commands.Streams.Clients;

namespace Commands.Streams.Kafka.Publishing;

/// <summary>
/// One record on its way, and the task its issuer awaits. It is completed once, by whoever is first: report, clock or refusal. Used again once the issuer
/// has read the result, librdkafka has reported, and nobody holds it.
/// </summary>
internal sealed class PendingPublish(PendingPublishPool pool) : IValueTaskSource<RecordMetadata>
{
    private ManualResetValueTaskSourceCore<RecordMetadata> _result = new() { RunContinuationsAsynchronously = true };
    private int _isCompleted;
    private int _owners;

    /// <summary>The topic it goes to.</summary>
    public string Topic { get; private set; } = "";

    /// <summary>When it is overdue, by the clock's timestamps.</summary>
    public long Deadline { get; private set; }

    /// <summary>What the issuer awaits.</summary>
    public ValueTask<RecordMetadata> Task => new(this, _result.Version);

    /// <summary>Begins a use.</summary>
    public void Begin(string topic, long deadline)
    {
        Topic = topic;
        Deadline = deadline;
        _isCompleted = 0;
        _owners = 2;
        _result.Reset();
    }

    /// <summary>Completes the task, unless it was completed before.</summary>
    public void Complete(in RecordMetadata metadata)
    {
        if (Interlocked.Exchange(ref _isCompleted, 1) == 0)
        {
            _result.SetResult(metadata);
        }
    }

    /// <summary>Fails the task, unless it was completed before.</summary>
    public void Fail(PublishException exception)
    {
        if (Interlocked.Exchange(ref _isCompleted, 1) == 0)
        {
            _result.SetException(exception);
        }
    }

    /// <summary>Keeps it from being used again until <see cref="Release"/>. Only while somebody refers to it anyway.</summary>
    public void Hold() => Interlocked.Increment(ref _owners);

    /// <summary>Says that librdkafka, or who has held it, refers to it no more.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
        {
            pool.Return(this);
        }
    }

    /// <inheritdoc/>
    RecordMetadata IValueTaskSource<RecordMetadata>.GetResult(short token)
    {
        try
        {
            return _result.GetResult(token);
        }
        finally
        {
            if (token == _result.Version)
            {
                Release();
            }
        }
    }

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource<RecordMetadata>.GetStatus(short token) => _result.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource<RecordMetadata>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);
}
