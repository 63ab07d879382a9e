using Commands.Streams.Errors;

namespace Commands.Streams.State.Files;

/// <summary>
/// The directory of an application's persistent stores: <c>&lt;application id&gt;/&lt;store&gt;/&lt;partition&gt;</c>, by names, so that a changed topology
/// finds the state of the stores that it kept. Held by one application at a time. What is deleted is renamed first, so that a crash leaves nothing that looks
/// like a store. Thread-safe.
/// </summary>
internal sealed class StateDirectory : IDisposable
{
    private const string Lock = ".lock";
    private const string Owner = ".owner.json";
    private const string Process = ".process.json";

    private readonly IStateFiles _files;
    private readonly string _path;
    private readonly IDisposable _lock;
    private readonly DeletedDirectories _deleted;
    private readonly TimeProvider _time;
    private readonly long _opened;
    private readonly Lock _gate = new();
    private readonly HashSet<StatePartition> _used = [];
    private readonly Dictionary<string, long> _released = [];

    private StateDirectory(IStateFiles files, string path, IDisposable held, TimeProvider time)
    {
        _files = files;
        _path = path;
        _lock = held;
        _time = time;
        _opened = time.GetTimestamp();
        _deleted = new DeletedDirectories(files, path);
    }

    /// <summary>The id of the processes that use this directory one after the other.</summary>
    public Guid ProcessId { get; private set; }

    /// <summary>Opens the directory of an application, or creates it, and takes it for this process.</summary>
    /// <param name="files">The files.</param>
    /// <param name="root">The directory of all applications.</param>
    /// <param name="owner">The application and the process that take it.</param>
    /// <param name="newProcessId">What <see cref="ProcessId"/> is if the directory has none yet.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StoreException">Somebody else holds it, or it cannot be created or written; the message says what to do.</exception>
    public static StateDirectory Open(IStateFiles files, string root, StateOwner owner, Guid newProcessId, TimeProvider time)
    {
        var path = Path.Combine(root, DirectoryName.Of(owner.ApplicationId));
        IDisposable? held = null;
        try
        {
            files.CreateDirectory(path);
            held = files.TryLock(Path.Combine(path, Lock)) ?? throw InUse(files, path, owner);
            var directory = new StateDirectory(files, path, held, time);
            files.Replace(Path.Combine(path, Owner), owner.ToJson());
            directory.ProcessId = ProcessIdFile.ReadOrWrite(files, Path.Combine(path, Process), newProcessId);
            directory._deleted.Empty();
            return directory;
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            held?.Dispose();
            throw new StoreException(
                $"The state directory {path} of {owner} cannot be used: {exception.Message} " +
                "Set StreamsOptions.StateDirectory to a directory that this process may write, on a disk with free space.",
                exception);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Takes the directory of a store's partition, which is created if it is not there.</summary>
    /// <returns>Its path; <see langword="null"/> while another worker of this process has it, which returns it soon.</returns>
    public string? TryClaim(StatePartition partition)
    {
        lock (_gate)
        {
            if (!_used.Add(partition))
            {
                return null;
            }

            var path = PathOf(partition);
            try
            {
                _files.CreateDirectory(path);
                return path;
            }
            catch (Exception exception) when (IsOfFiles(exception))
            {
                _used.Remove(partition);
                throw new StoreException(
                    $"The directory {path} of store '{partition.Store}' cannot be created: {exception.Message} Free or add space, or change its permissions.",
                    exception);
            }
        }
    }

    /// <summary>Returns a directory. Its store is closed.</summary>
    public void Release(StatePartition partition)
    {
        lock (_gate)
        {
            _used.Remove(partition);
            _released[PathOf(partition)] = _time.GetTimestamp();
        }
    }

    /// <summary>Replaces a claimed directory with an empty one. Its store is closed. A crash leaves the old content or none.</summary>
    public void Wipe(StatePartition partition)
    {
        var path = PathOf(partition);
        lock (_gate)
        {
            if (!_used.Contains(partition))
            {
                throw new InvalidOperationException($"The directory {path} is not claimed.");
            }

            _deleted.Take(path);
            _files.CreateDirectory(path);
        }

        _deleted.Empty();
    }

    /// <summary>Deletes the directories that nobody has used for some time, and those of stores that are gone from the topology with them.</summary>
    /// <param name="delay">How long a directory is kept after it was used; after the start, if it was not used since.</param>
    /// <returns>The paths that were deleted.</returns>
    public IReadOnlyList<string> Clean(TimeSpan delay) =>
        Delete(path => _time.GetElapsedTime(_released.GetValueOrDefault(path, _opened)) >= delay);

    /// <summary>Deletes all state of the application. The process keeps its id.</summary>
    /// <exception cref="InvalidOperationException">A store is open.</exception>
    public void Purge()
    {
        lock (_gate)
        {
            if (_used.Count > 0)
            {
                throw new InvalidOperationException($"The state in {_path} cannot be deleted while stores are open. Stop the application first.");
            }
        }

        Delete(static _ => true);
    }

    /// <summary>Returns the directory to other processes.</summary>
    public void Dispose() => _lock.Dispose();

    private static StoreException InUse(IStateFiles files, string path, StateOwner owner)
    {
        var holder = StateOwner.Read(files.Read(Path.Combine(path, Owner)))?.ToString() ?? "another process";
        return new StoreException(
            $"The state directory {path} cannot be used by {owner}, because {holder} holds it. " +
            "Stop that one first, or give each of them its own StreamsOptions.StateDirectory.");
    }

    private static bool IsOfFiles(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private string PathOf(StatePartition partition) => Path.Combine(_path, DirectoryName.Of(partition.Store), partition.DirectoryName);

    /// <summary>Deletes directories of partitions that are not in use, and directories of stores without any.</summary>
    private List<string> Delete(Predicate<string> isMeant)
    {
        var deleted = new List<string>();
        lock (_gate)
        {
            var used = _used.Select(PathOf).ToHashSet();
            foreach (var store in _files.GetDirectories(_path).Where(name => name != DeletedDirectories.Name).Select(name => Path.Combine(_path, name)))
            {
                var partitions = _files.GetDirectories(store);
                string[] meant =
                [
                    .. partitions.Where(StatePartition.IsDirectoryName).Select(name => Path.Combine(store, name))
                        .Where(path => !used.Contains(path) && isMeant(path)),
                ];
                deleted.AddRange(meant);
                foreach (var path in meant.Length == partitions.Count ? [store] : meant)
                {
                    _deleted.Take(path);
                }

                Array.ForEach(meant, path => _released.Remove(path));
            }
        }

        _deleted.Empty();
        return deleted;
    }
}
