using System.Collections.Concurrent;
using System.Text;
using Commands.Streams.Issuing.Replies;
using Commands.Streams.Messaging;
using Commands.Streams.Serialization;

namespace Commands.Streams.Issuing.Requests;

/// <summary>State shared by a client's requests for one response type and reply topic. Thread-safe.</summary>
internal sealed class ReplyRoute<TResponse>(
    string topic, IDeserializer<TResponse> deserializer, OpenRequests pending, ReplyReaders readers, CommandClientOptions options) : IAsyncDisposable
{
    private const int MaxKept = 16_384;

    private readonly ConcurrentQueue<PendingRequest<TResponse>> _free = new();
    private readonly Lock _lock = new();
    private ReplyReader? _replies;
    private bool _isDisposed;

    /// <summary>The reply topic as the bytes of its header.</summary>
    public byte[] Topic { get; } = Encoding.UTF8.GetBytes(topic);

    public OutcomeReader<TResponse> Reader { get; } = new(topic, deserializer);

    /// <summary>The reader of the responses, shared with other clients. Replaced when it can no longer read; null once disposed.</summary>
    public ReplyReader? Replies => Volatile.Read(ref _replies) is { IsLost: false } replies ? replies : Renew();

    public PendingRequest<TResponse> Rent() => _free.TryDequeue(out var request) ? request : new PendingRequest<TResponse>(pending, this);

    public void Return(PendingRequest<TResponse> request)
    {
        if (_free.Count < MaxKept)
        {
            _free.Enqueue(request);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            var replies = _replies;
            _replies = null;
            _isDisposed = true;
            return replies is null ? ValueTask.CompletedTask : readers.ReturnAsync(replies);
        }
    }

    private ReplyReader? Renew()
    {
        lock (_lock)
        {
            if (_replies is { IsLost: true } lost)
            {
                _replies = null;
                _ = readers.ReturnAsync(lost); // nobody waits for its disposal
            }

            if (_replies is null && !_isDisposed)
            {
                var replies = readers.Rent(topic, options.TimeProvider);
                replies.AddCorrelationHeader(options.ActualProfile.CorrelationIdHeader);
                Volatile.Write(ref _replies, replies);
            }

            return _replies;
        }
    }
}
