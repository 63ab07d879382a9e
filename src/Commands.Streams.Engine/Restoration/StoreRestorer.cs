using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.State;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.Restoration;

/// <summary>
/// Brings the store of one task up to its changelog, step by step: asks how far the log goes, reads from the store's checkpoint to there, and writes what it
/// reads to the back end, batch by batch, each with the checkpoint that belongs to it. Never waits. Worker only.
/// </summary>
/// <remarks>
/// It ends when the reader's position has reached the end that the log had at the start, not when a record with a certain offset was seen: the last offsets
/// may belong to markers of transactions, or to records that are gone. The reader stops before a transaction that is open, and so restoration waits until the
/// cluster has committed or aborted it: a former owner may have committed it a moment ago, and what is written behind it stays hidden until it has ended.
/// </remarks>
internal sealed class StoreRestorer(TaskStore store, TopicPartition changelog, ChangelogReader reader)
{
    private const string Advice =
        "Another program writes to this topic, or the store was of another kind before. Stop that program, or run under another application id.";

    private readonly byte[] _metadata = new byte[StoreCheckpoint.Length];
    private readonly IBytesStore _bytes = store.Staged.Store;
    private Task<ChangelogLog?>? _asked;
    private ChangelogLog _log;
    private bool _isReading;

    /// <summary>The store's name.</summary>
    public string Store => store.Name;

    public TopicPartition Changelog => changelog;

    /// <summary>True once the store holds everything that the changelog held at the start.</summary>
    public bool IsDone { get; private set; }

    /// <summary>True once it is known what is to be read.</summary>
    public bool HasStarted => _isReading || IsDone;

    /// <summary>The first offset that was, or is to be, read.</summary>
    public long From { get; private set; }

    /// <summary>True while nothing can be read because of a transaction that is open.</summary>
    public bool IsWaitingForTransaction => _isReading && Next >= _log.Stable && _log.Stable < _log.End;

    /// <summary>The offset at which restoration ends.</summary>
    public long To => _log.End;

    /// <summary>The offset up to which the changelog has been read.</summary>
    public long Next { get; private set; }

    /// <summary>The number of records read so far.</summary>
    public long Restored { get; private set; }

    /// <summary>Why the store's former content was deleted; null if it was not.</summary>
    public string? Wiped { get; private set; }

    /// <summary>Does a part of the work.</summary>
    /// <param name="most">The largest number of records to read.</param>
    /// <returns>True if it made progress, so that there may be more to do at once.</returns>
    /// <exception cref="ClientException">The cluster did not answer; call again later.</exception>
    public bool Advance(int most)
    {
        if (IsDone)
        {
            return false;
        }

        if (!_isReading)
        {
            return TryStart();
        }

        if (reader.IsLost(changelog))
        {
            Abandon("the changelog no longer has the records that follow it");
            return true;
        }

        if (reader.Take(changelog, most) is { } batch)
        {
            using (batch)
            {
                Write(batch);
            }

            return true;
        }

        var position = reader.Position(changelog);
        if (position >= _log.End)
        {
            End(position);
            return true;
        }

        return false;
    }

    /// <summary>Stops without having finished. What was written so far remains usable.</summary>
    public void Stop()
    {
        if (_isReading)
        {
            _isReading = false;
            reader.Stop(changelog);
            _bytes.EndRestore();
        }
    }

    private bool TryStart()
    {
        _asked ??= reader.AskAsync(changelog);
        if (!_asked.IsCompleted)
        {
            return false;
        }

        var asked = _asked;
        _asked = null;
        _log = asked.GetAwaiter().GetResult() // completed, so this does not block
            ?? throw new ClientException(
                ClientErrorKind.Retriable, "UNKNOWN_TOPIC_OR_PART", $"The changelog {changelog} of state store '{store.Name}' does not exist.");
        From = FirstToRead();
        Next = From;
        _bytes.BeginRestore();
        store.Format.BeginRestore(_bytes);
        _isReading = true;
        if (From < _log.End)
        {
            reader.Start(changelog, From);
        }
        else
        {
            End(From);
        }

        return true;
    }

    private long FirstToRead()
    {
        var checkpoint = StoreCheckpoint.Decode(_bytes.Metadata);
        if (checkpoint is not { } found)
        {
            // Content without a checkpoint is from a restoration that did not get far, or from another version.
            _bytes.Clear();
            return _log.Start;
        }

        var why = found.Topic != _log.Topic && found.Topic != Guid.Empty && _log.Topic != Guid.Empty ? "the changelog was deleted and recreated"
            : found.Offset > _log.End ? $"the changelog ends at offset {_log.End}, before the store's offset {found.Offset}"
            : found.Offset < _log.Start ? $"the changelog starts at offset {_log.Start}, after the store's offset {found.Offset}"
            : null;
        if (why is null)
        {
            return found.Offset;
        }

        Wipe(why);
        return _log.Start;
    }

    private void Write(RecordBatch records)
    {
        var batch = _bytes.CreateBatch();
        for (var i = 0; i < records.Count; i++)
        {
            records.Read(i, out var raw);
            Next = raw.Offset + 1;
            if (!raw.HasKey)
            {
                batch.Clear();
                throw new StreamsException(
                    $"The record at offset {raw.Offset} of the changelog {changelog} has no key, so state store '{store.Name}' has not written it. {Advice}");
            }

            try
            {
                store.Format.Restore(raw.Key, raw.HasValue, raw.Value, raw.Timestamp, batch);
            }
            catch (FormatException exception)
            {
                batch.Clear();
                throw new StreamsException(
                    $"The record at offset {raw.Offset} of the changelog {changelog} cannot be an entry of state store '{store.Name}': {exception.Message} " +
                    Advice,
                    exception);
            }
        }

        store.Format.CompleteBatch(batch);
        Restored += records.Count;
        batch.Apply(Checkpoint(Next));
    }

    private void End(long position)
    {
        Next = Math.Max(Next, position);
        _bytes.CreateBatch().Apply(Checkpoint(Next));
        Stop();
        store.OnRestored();
        IsDone = true;
    }

    /// <summary>The records to read next are gone, so the store begins again with an empty one.</summary>
    private void Abandon(string why)
    {
        Stop();
        Wipe(why);
    }

    private void Wipe(string why)
    {
        Wiped = why;
        Restored = 0;
        _bytes.Clear();
    }

    private ReadOnlySpan<byte> Checkpoint(long offset)
    {
        new StoreCheckpoint(offset, _log.Topic).Encode(_metadata);
        return _metadata;
    }
}
