using Commands.Streams.Clients;

namespace Commands.Streams.Testing.Brokers;

/// <summary>
/// Says who owns each transactional id and how its transaction ends: an id has one owner, the newest, and at most one transaction that is not ended.
/// </summary>
internal sealed class TransactionCoordinator(TimeProvider clock, INetwork network)
{
    private readonly Dictionary<string, TransactionalId> _ids = [];

    // Those with a transaction, in the order these were opened: ids become many, and each call looks for transactions that are too old.
    private readonly List<TransactionalId> _active = [];
    private long _nextProducerId = 1;

    /// <summary>Told of each transaction that was open for too long.</summary>
    public Action? TimedOut { get; set; }

    /// <summary>Whether transactions are decided whose markers are missing.</summary>
    public bool HasUnwrittenMarkers
    {
        get
        {
            foreach (var id in _active)
            {
                if (id.Transaction is { State: TransactionState.Committing or TransactionState.Aborting })
                {
                    return true;
                }
            }

            return false;
        }
    }

    public long NewProducerId() => _nextProducerId++;

    /// <summary>Makes the caller the owner: ends what the one before left open.</summary>
    public ProducerIdentity Init(string id, TimeSpan timeout)
    {
        Expire();
        if (!_ids.TryGetValue(id, out var owned))
        {
            owned = new TransactionalId(NewProducerId());
            _ids.Add(id, owned);
        }

        owned.Timeout = timeout;
        owned.Epoch++;
        Finish(owned);
        return owned.Identity;
    }

    /// <summary>The transaction of an owner, opened if there is none.</summary>
    /// <returns>Null if the caller is no longer the owner.</returns>
    /// <exception cref="Errors.ClientException">The id was forgotten.</exception>
    public LogTransaction? Open(string id, ProducerIdentity producer)
    {
        Expire();
        ThrowIfForgotten(id);
        if (Find(id, producer) is not { } owned)
        {
            return null;
        }

        if (owned.Transaction is not { State: TransactionState.Open })
        {
            Finish(owned);
            owned.Transaction = new LogTransaction(clock.GetUtcNow());
            _active.Add(owned);
        }

        return owned.Transaction;
    }

    /// <summary>The open transaction of an owner; null if there is none.</summary>
    public LogTransaction? FindOpen(string id, ProducerIdentity producer)
    {
        Expire();
        return Find(id, producer)?.Transaction is { State: TransactionState.Open } open ? open : null;
    }

    /// <summary>Adds offsets to the open transaction.</summary>
    public void AddOffsets(string id, ProducerIdentity producer, Group group, GroupMember? member, IReadOnlyList<OffsetCommit> offsets)
    {
        var transaction = Open(id, producer) ?? throw BrokerErrors.ProducerFenced(id);
        group.ThrowIfRefused(member);
        transaction.Add(group, offsets);
    }

    /// <summary>Decides the open transaction; markers follow.</summary>
    public void End(string id, ProducerIdentity producer, bool commit)
    {
        Expire();
        ThrowIfForgotten(id);
        var owned = Find(id, producer) ?? throw BrokerErrors.ProducerFenced(id);
        if (owned.Transaction is { State: TransactionState.Open } transaction)
        {
            transaction.Decide(commit, clock.GetUtcNow());
            if (network.WritesMarkersAtOnce)
            {
                Finish(owned);
            }
        }
    }

    /// <summary>
    /// A request to end a transaction arrives after its sender gave up. Whoever speaks without KIP-890 has one epoch for many transactions, so it ends
    /// the one that is open now.
    /// </summary>
    public void EndLate(string id, ProducerIdentity producer, bool commit)
    {
        Expire();
        if (Find(id, producer) is { Transaction: { State: TransactionState.Open } transaction } owned)
        {
            transaction.Decide(commit, clock.GetUtcNow());
            Finish(owned);
        }
    }

    /// <summary>Offsets arrive late, for the transaction that is open now.</summary>
    public void AddOffsetsLate(string id, ProducerIdentity producer, Group group, GroupMember? member, IReadOnlyList<OffsetCommit> offsets)
    {
        Expire();
        if (Find(id, producer) is { Transaction: { State: TransactionState.Open } transaction } &&
            !group.Refuses(member) && offsets.All(offset => group.Offsets.HasRoomFor(in offset)))
        {
            transaction.Add(group, offsets);
        }
    }

    /// <summary>Forgets an id that has not been used for long, as brokers do after <c>transactional.id.expiration.ms</c>.</summary>
    /// <returns>False if it has an open transaction, or there is none.</returns>
    public bool Forget(string id) => _ids.TryGetValue(id, out var owned) && owned.Transaction is null && _ids.Remove(id);

    public bool HasForgotten(string id) => !_ids.ContainsKey(id);

    /// <summary>Shuts the owner of an id out, as a newer one would.</summary>
    public void Fence(string id)
    {
        if (_ids.TryGetValue(id, out var owned))
        {
            owned.Epoch++;
            Finish(owned);
        }
    }

    /// <summary>A new epoch for an owner that dropped what it had numbered.</summary>
    public ProducerIdentity Renew(string id, ProducerIdentity producer)
    {
        ThrowIfForgotten(id);
        var owned = Find(id, producer) ?? throw BrokerErrors.ProducerFenced(id);
        owned.Epoch++;
        return owned.Identity;
    }

    /// <summary>Writes the markers of all decided transactions.</summary>
    public void WriteMarkers()
    {
        for (var i = _active.Count - 1; i >= 0; i--)
        {
            if (_active[i].Transaction is { State: not TransactionState.Open })
            {
                Finish(_active[i]);
            }
        }
    }

    /// <summary>Aborts transactions that have been open for too long, and shuts their producers out.</summary>
    public void Expire()
    {
        if (_active.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        for (var i = _active.Count - 1; i >= 0; i--)
        {
            var id = _active[i];
            if (id.Transaction is { State: TransactionState.Open } transaction && now - transaction.Start >= id.Timeout)
            {
                id.Epoch++;
                Finish(id);
                TimedOut?.Invoke();
            }
        }
    }

    private TransactionalId? Find(string id, ProducerIdentity producer) =>
        _ids.TryGetValue(id, out var owned) && owned.Identity == producer ? owned : null;

    private void ThrowIfForgotten(string id)
    {
        if (HasForgotten(id))
        {
            throw BrokerErrors.UnknownProducer(id);
        }
    }

    private void Finish(TransactionalId id)
    {
        if (id.Transaction is not { IsEnded: false } transaction)
        {
            return;
        }

        if (transaction.State == TransactionState.Open)
        {
            transaction.Decide(commit: false, clock.GetUtcNow());
        }

        transaction.Complete(clock.GetUtcNow().ToUnixTimeMilliseconds());
        id.Transaction = null;
        _active.Remove(id);
    }

    private sealed class TransactionalId(long producerId)
    {
        public int Epoch { get; set; } = -1;

        public TimeSpan Timeout { get; set; }

        public LogTransaction? Transaction { get; set; }

        public ProducerIdentity Identity => new(producerId, Epoch);
    }
}
