using Confluent.Kafka;

namespace Commands.Streams.Guarding;

/// <summary>
/// Stands between one Streamiz thread and its clients. Streamiz forgets the failure of a delivery once it has thrown it, and when the thread ends it commits
/// whatever it has read; here nothing is committed after a failure, until the thread subscribes anew and starts from what was committed. Delivery reports come
/// on a thread of the client.
/// </summary>
/// <param name="onFailure">Called with what failed a delivery.</param>
/// <param name="onEnded">Called when the thread closes its consumer.</param>
internal sealed class ThreadGuard(Action<Exception> onFailure, Action onEnded)
{
    private volatile Exception? _deliveryFailure;
    private volatile Exception? _failure;

    /// <summary>The thread subscribes, and starts from what was committed.</summary>
    public void Begin()
    {
        _deliveryFailure = null;
        _failure = null;
    }

    /// <summary>The thread has thrown. Whether it ends or begins anew, its transaction must not be committed.</summary>
    public void OnFailed(Exception exception) => _failure = exception;

    /// <summary>A record was not delivered, and nobody said that this does not matter.</summary>
    public void OnDeliveryFailed(string topic, Error error)
    {
        if (_deliveryFailure is null)
        {
            var failure = new InvalidOperationException(
                $"A record for topic '{topic}' was not delivered: {error.Reason}. What it was written for is not committed.");
            _deliveryFailure = failure;
            onFailure(failure);
        }
    }

    /// <summary>The thread's consumer is closed.</summary>
    public void OnEnded() => onEnded();

    /// <exception cref="KafkaException">Something that was written has not been delivered.</exception>
    public void ThrowIfUndelivered()
    {
        if (_deliveryFailure is { } failure)
        {
            throw Refusal(failure);
        }
    }

    /// <summary>Says why the transaction must not be committed; <see langword="null"/> if it may.</summary>
    public KafkaException? FindRefusal() => (_deliveryFailure ?? _failure) is { } failure ? Refusal(failure) : null;

    private static KafkaException Refusal(Exception failure) =>
        new(new Error(ErrorCode.Local_Fail, $"Nothing is committed after a failure: {failure.Message}"), failure);
}
