namespace Commands.Streams.Issuing.Replies;

/// <summary>
/// Distinguishes duplicate and late responses from foreign ones by remembering requests that have ended. It has a fixed number of slots, each holding
/// the newest request that hashes to it, so a forgotten request's response counts as foreign. Thread-safe: a slot is one reference.
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

    /// <summary>True if the request ended without a response.</summary>
    /// <param name="correlationId">The response's correlation id.</param>
    /// <param name="late">The callback for the late response; null if there is none.</param>
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
