using Commands.Streams.Records;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <summary>What a consumer reads, and where it continues if its position is gone.</summary>
internal sealed partial class SimulatedConsumer
{
    private bool TryFindStart(FetchPosition position)
    {
        if (position.Next is null)
        {
            cluster.Transactions.Expire();
            var partition = position.Log.Partition;
            if (Group.Offsets.IsHeld(partition))
            {
                return false;
            }

            var committed = Group.Offsets.Get(partition).Offset;
            position.Next = committed >= 0 ? committed : settings.OffsetReset switch
            {
                OffsetReset.Earliest => position.Log.StartOffset,
                OffsetReset.Latest => position.Log.EndFor(settings.ReadCommitted),
                _ => throw BrokerErrors.NoOffset(partition),
            };
        }

        if (position.IsLost || !position.IsInLog)
        {
            if (!position.IsLost)
            {
                position.IsLost = true;
                settings.Wake();
            }

            return false;
        }

        return true;
    }

    /// <summary>What is lost was found by <see cref="Take"/>; whoever hears of it may seek.</summary>
    private void TellOfLostPositions()
    {
        if (!HasLostPositions())
        {
            return;
        }

        foreach (var (partition, position) in _positions.Where(static entry => entry.Value.IsLost).ToArray())
        {
            if (_positions.GetValueOrDefault(partition) == position)
            {
                _listener!.OnPositionLost(partition, position.Next!.Value, position.Log.StartOffset, position.Log.EndFor(settings.ReadCommitted));
            }
        }
    }

    private bool HasLostPositions()
    {
        foreach (var position in _positions.Values)
        {
            if (position.IsLost)
            {
                return true;
            }
        }

        return false;
    }
}
