using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;

namespace Commands.Streams.Testing.Simulating.Disks;

/// <summary>A store on a simulated disk, as one process sees it. A process may die at each write; a dead one writes nothing.</summary>
internal sealed class SimulatedBytesStore : IBytesStore
{
    private readonly Process _process;
    private readonly DiskFile _file;
    private readonly InMemoryBytesStore _content;
    private readonly Batch _batch;
    private bool _isRestoring;

    public SimulatedBytesStore(Process process, DiskFile file)
    {
        _process = process;
        _file = file;
        _content = file.Load();
        _batch = new Batch(this);
    }

    public bool IsPersistent => true;

    public long ApproximateCount => _content.ApproximateCount;

    public byte[]? Metadata => _content.Metadata;

    public bool TryGet(scoped ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) => _content.TryGet(key, out value);

    public BytesCursor Scan(scoped in BytesRange range, bool isReverse) => _content.Scan(in range, isReverse);

    public BytesBatch CreateBatch() => _batch;

    public void BeginRestore() => _isRestoring = true;

    public void EndRestore()
    {
        _isRestoring = false;
        if (!_process.IsDead)
        {
            _file.Sync();
        }
    }

    public void Clear()
    {
        _process.ThrowIfDead();
        _content.Clear();
        _file.Clear();
    }

    public void Dispose() => _content.Dispose();

    private void Write(DiskBatch batch)
    {
        _process.Before("WriteStore", null, isRemote: false);
        batch.ApplyTo(_content.CreateBatch());
        _file.Add(batch, isSynced: !_isRestoring);
        _process.After("WriteStore", isRemote: false);
    }

    private sealed class Batch(SimulatedBytesStore store) : BytesBatch
    {
        private readonly List<(byte[] Key, byte[]? Value, byte[]? End)> _writes = [];

        public override void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _writes.Add((key.ToArray(), value.ToArray(), null));

        public override void Delete(ReadOnlySpan<byte> key) => _writes.Add((key.ToArray(), null, null));

        public override void DeleteRange(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) => _writes.Add((from.ToArray(), null, to.ToArray()));

        public override void Apply(ReadOnlySpan<byte> metadata)
        {
            var batch = new DiskBatch([.. _writes], metadata.IsEmpty ? null : metadata.ToArray());
            _writes.Clear();
            store.Write(batch);
        }

        public override void Clear() => _writes.Clear();
    }
}
