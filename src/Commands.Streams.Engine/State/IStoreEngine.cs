using System.ComponentModel;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.State;

/// <summary>Opens the back ends of persistent stores, for example on RocksDB. One instance serves an application; thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IStoreEngine : IDisposable
{
    /// <summary>The engine's name, for logs and messages.</summary>
    string Name { get; }

    /// <summary>Checks the engine's own settings and describes each problem in one sentence. Opens nothing.</summary>
    IReadOnlyList<string> Validate();

    /// <summary>Opens the back end of a store, or creates it.</summary>
    /// <param name="name">The store's name, for logs and messages.</param>
    /// <param name="directory">The directory of this store and this task, which exists and belongs to the store.</param>
    /// <returns>The back end, which the caller disposes.</returns>
    /// <exception cref="Errors.StoreCorruptedException">What is in the directory cannot be read; it has to be deleted and made again.</exception>
    IBytesStore Open(string name, string directory);
}
