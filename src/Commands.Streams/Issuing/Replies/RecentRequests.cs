namespace Commands.Streams.Issuing.Replies;

/// <summary>
/// Tells a duplicate or late response from a foreign one by what it remembers of requests that have ended. A fixed number of places, each taken by the
/// newest whose id falls there, so it forgets, and takes what is forgotten for foreign. Thread-safe: a place is one reference.
/// </summary>
internal sealed class RecentRequests
{
    private const int Places = 4096;

    private readonly byte[]?[] _answered = new byte[]?[Places];
    private readonly Unanswered?[] _unanswered = new Unanswered?[Places];

    public void AddAnswered(byte[] correlationId) => _answered[PlaceOf(correlationId)] = correlationId;

    public void AddUnanswered(byte[] correlationId, Action<LateResponse>? late) =>
        _unanswered[PlaceOf(correlationId)] = new Unanswered(correlationId, late);

    public bool WasAnswered(ReadOnlySpan<byte> correlationId) =>
        _answered[PlaceOf(correlationId)] is { } found && correlationId.SequenceEqual(found);

    /// <summary>Whether the request ended without a response.</summary>
    /// <param name="correlationId">The response's correlation id.</param>
    /// <param name="late">Gets the response now that it has come; null for nobody.</param>
    public bool WasUnanswered(ReadOnlySpan<byte> correlationId, out Action<LateResponse>? late)
    {
        var found = _unanswered[PlaceOf(correlationId)];
        var isIt = found is not null && correlationId.SequenceEqual(found.CorrelationId);
        late = isIt ? found!.Late : null;
        return isIt;
    }

    private static int PlaceOf(ReadOnlySpan<byte> correlationId) => BytesComparer.Hash(correlationId) & (Places - 1);

    private sealed record Unanswered(byte[] CorrelationId, Action<LateResponse>? Late);
}
