using System.Diagnostics.CodeAnalysis;
using Commands.Streams.Records;

namespace Commands.Streams;

/// <summary>
/// Commands and responses that wait for their other side: in a table by correlation id and in a list by arrival. As all wait equally long, the list
/// is also in the order of expiry. A side is in both or in neither. Waiting is measured by a monotonic clock. Worker only.
/// </summary>
internal sealed class WaitingSides(TimeSpan within, TimeProvider clock)
{
    private readonly Dictionary<CorrelationId, LinkedListNode<(WaitingSide Side, long Since)>> _byId = [];
    private readonly LinkedList<(WaitingSide Side, long Since)> _byArrival = new();

    /// <summary>Adds a side for whose correlation id nothing is waiting yet.</summary>
    public void Add(WaitingSide side) => _byId.Add(side.CorrelationId, _byArrival.AddLast((side, clock.GetTimestamp())));

    /// <summary>Finds the side that waits for a correlation id.</summary>
    public bool TryFind(CorrelationId correlationId, [NotNullWhen(true)] out WaitingSide? side)
    {
        side = _byId.TryGetValue(correlationId, out var node) ? node.Value.Side : null;
        return side is not null;
    }

    /// <summary>Removes a side that has been found.</summary>
    public void Remove(WaitingSide side)
    {
        if (_byId.Remove(side.CorrelationId, out var node))
        {
            _byArrival.Remove(node);
        }
    }

    /// <summary>Removes the side that has waited the longest, if it has waited long enough.</summary>
    public bool TryExpire([NotNullWhen(true)] out WaitingSide? side)
    {
        if (_byArrival.First is { } first && clock.GetElapsedTime(first.Value.Since) >= within)
        {
            side = first.Value.Side;
            Remove(side);
            return true;
        }

        side = null;
        return false;
    }
}

/// <summary>A command without its response yet, or a response without its command.</summary>
internal sealed record WaitingSide(CorrelationId CorrelationId, bool IsCommand, CommandId CommandId, Headers Headers, byte[]? Payload, long Timestamp);
