using Commands.Streams.State.Bytes;
using Commands.Streams.Tests.State.Contract;

namespace Commands.Streams.RocksDb.Tests.Support;

/// <summary>A store, and beside it what it should hold.</summary>
internal sealed class ModelRun : IDisposable
{
    private readonly List<Action<BytesModel>> _writes = [];
    private readonly BytesModel _model = new();
    private StoreDirectory _directory = new();
    private byte[]? _metadata;
    private IBytesStore _store;
    private BytesBatch _batch;

    public ModelRun()
    {
        _store = _directory.Open();
        _batch = _store.CreateBatch();
    }

    public void Put(byte[] key, byte[] value)
    {
        _batch.Put(key, value);
        _writes.Add(model => model.Put(key, value));
    }

    public void Delete(byte[] key)
    {
        _batch.Delete(key);
        _writes.Add(model => model.Delete(key));
    }

    public void DeleteRange(byte[] from, byte[] to)
    {
        _batch.DeleteRange(from, to);
        _writes.Add(model => model.DeleteRange(from, to));
    }

    public void Apply(byte[] metadata)
    {
        _batch.Apply(metadata);
        _writes.ForEach(write => write(_model));
        _writes.Clear();
        _metadata = metadata.Length > 0 ? metadata : _metadata;
    }

    public void Discard()
    {
        _batch.Clear();
        _writes.Clear();
    }

    /// <summary>Applies what is open as a restoration does.</summary>
    public void Restore()
    {
        _store.BeginRestore();
        Apply([1]);
        _store.EndRestore();
    }

    public void Reopen()
    {
        _store.Dispose();
        Open();
    }

    public void Kill()
    {
        var copy = _directory.Kill();
        _store.Dispose();
        _directory.Dispose();
        _directory = copy;
        Open();
    }

    public void Clear()
    {
        _store.Clear();
        _model.Clear();
        _writes.Clear();
        _metadata = null;
        _batch = _store.CreateBatch();
    }

    public void Compare()
    {
        _store.Entries().Should().Equal(_model.Scan([], null, isReverse: false));
        _store.Entries(isReverse: true).Should().Equal(_model.Scan([], null, isReverse: true));
        (_store.Metadata ?? []).Should().Equal(_metadata ?? []);
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    private void Open()
    {
        _store = _directory.Open();
        _batch = _store.CreateBatch();
        _writes.Clear();
    }
}
