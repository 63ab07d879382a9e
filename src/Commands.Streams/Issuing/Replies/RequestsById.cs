using System.Collections.Concurrent;

namespace Commands.Streams.Issuing.Replies;

/// <summary>The open requests by correlation id, looked up by the bytes of a header without copying them. Thread-safe.</summary>
internal sealed class RequestsById
{
    private readonly ConcurrentDictionary<byte[], RequestUse> _requests;
    private readonly ConcurrentDictionary<byte[], RequestUse>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    public RequestsById()
    {
        _requests = new ConcurrentDictionary<byte[], RequestUse>(BytesComparer.Instance);
        _byBytes = _requests.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public int Count => _requests.Count;

    public bool TryAdd(byte[] correlationId, RequestUse request) => _requests.TryAdd(correlationId, request);

    public bool TryFind(ReadOnlySpan<byte> correlationId, out RequestUse request) => _byBytes.TryGetValue(correlationId, out request);

    public void Remove(byte[] correlationId) => _requests.TryRemove(correlationId, out _);
}

/// <summary>A request together with the number of one of its uses.</summary>
internal readonly record struct RequestUse(IAwaitedResponse Request, long Use);
