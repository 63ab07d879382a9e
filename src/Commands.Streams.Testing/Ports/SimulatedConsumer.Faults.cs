using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Ports;

/// <content>What a simulation does to a consumer.</content>
internal sealed partial class SimulatedConsumer
{
    private DateTimeOffset _staleUntil;

    /// <summary>
    /// The request that commits offsets, as it may still arrive when nobody waits for its answer any more. The cluster handles requests of one client in
    /// their order, so it changes nothing once another commit has been there.
    /// </summary>
    public Action LateCommit(IReadOnlyList<OffsetCommit> offsets)
    {
        var member = Member;
        OffsetCommit[] sent = [.. offsets];
        OffsetCommit[] before = [.. offsets.Select(offset => Group.Offsets.Get(offset.Partition))];
        return () =>
        {
            lock (cluster.Gate)
            {
                for (var i = 0; i < sent.Length && !Group.Refuses(member); i++)
                {
                    if (Group.Offsets.Get(sent[i].Partition) == before[i] && Group.Offsets.HasRoomFor(in sent[i]))
                    {
                        Group.Offsets.Set(in sent[i]);
                    }
                }
            }
        };
    }

    /// <summary>The group forgets the member.</summary>
    public void Forget()
    {
        lock (cluster.Gate)
        {
            if (Member is { } member)
            {
                Group.Leave(member);
                cluster.WakeConsumers();
            }
        }
    }

    /// <summary>
    /// The coordinator takes the member's epoch for an old one until it is heard of again, in the next call of <see cref="Poll"/> or by then.
    /// </summary>
    public void BeStaleUntil(DateTimeOffset moment) => _staleUntil = moment;

    /// <summary>Throws where the coordinator takes the member's epoch for an old one.</summary>
    public void ThrowIfStale(ClientErrorKind kind)
    {
        if (cluster.TimeProvider.GetUtcNow() < _staleUntil)
        {
            throw BrokerErrors.StaleEpoch(kind, Group.Id);
        }
    }
}
