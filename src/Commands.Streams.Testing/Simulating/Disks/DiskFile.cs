using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.Testing.Simulating.Disks;

/// <summary>The content of a store as the batches that were written, oldest first.</summary>
internal sealed class DiskFile
{
    private readonly List<DiskBatch> _batches = [];

    /// <summary>How many batches are certain to outlive the process; those of a restoration are not before it ends.</summary>
    private int _synced;

    /// <summary>Adds a batch.</summary>
    public void Add(DiskBatch batch, bool isSynced)
    {
        _batches.Add(batch);
        if (isSynced)
        {
            _synced = _batches.Count;
        }
    }

    /// <summary>Everything written so far outlives the process.</summary>
    public void Sync() => _synced = _batches.Count;

    public void Clear()
    {
        _batches.Clear();
        _synced = 0;
    }

    /// <summary>Reads everything.</summary>
    /// <returns>The content.</returns>
    public InMemoryBytesStore Load()
    {
        var content = new InMemoryBytesStore();
        foreach (var batch in _batches)
        {
            batch.ApplyTo(content.CreateBatch());
        }

        return content;
    }

    /// <summary>The process was killed.</summary>
    public void TruncateUnsynced() => _batches.RemoveRange(_synced, _batches.Count - _synced);

    /// <summary>The power failed.</summary>
    /// <param name="lost">How many batches are lost, of those that would have outlived the process.</param>
    public void Truncate(int lost)
    {
        TruncateUnsynced();
        _batches.RemoveRange(Math.Max(_batches.Count - lost, 0), Math.Min(lost, _batches.Count));
        _synced = _batches.Count;
    }
}

/// <summary>A batch as it was written.</summary>
/// <param name="Writes">The writes: a key with its value, or null if it is deleted; or a range to delete, if there is an end.</param>
/// <param name="Metadata">The metadata; null if the ones before stay.</param>
internal sealed record DiskBatch(IReadOnlyList<(byte[] Key, byte[]? Value, byte[]? End)> Writes, byte[]? Metadata)
{
    /// <summary>Writes the same to another store.</summary>
    public void ApplyTo(BytesBatch batch)
    {
        foreach (var (key, value, end) in Writes)
        {
            if (end is not null)
            {
                batch.DeleteRange(key, end);
            }
            else if (value is not null)
            {
                batch.Put(key, value);
            }
            else
            {
                batch.Delete(key);
            }
        }

        batch.Apply(Metadata);
    }
}
