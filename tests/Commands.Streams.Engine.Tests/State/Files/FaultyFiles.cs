using Commands.Streams.State.Files;

namespace Commands.Streams.Tests.State.Files;

/// <summary>Files in memory, of which any operation can be the last that a process performs, or fail.</summary>
internal sealed class FaultyFiles : IStateFiles
{
    private readonly SortedSet<string> _directories = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _locks = [];

    /// <summary>How many changes the process still makes before it is killed in the middle of the next.</summary>
    public int ChangesUntilKill { get; set; } = int.MaxValue;

    /// <summary>What every change fails with, if anything.</summary>
    public Exception? Failure { get; set; }

    public IEnumerable<string> AllFiles => _files.Keys;

    public bool DirectoryExists(string path) => _directories.Contains(path);

    public IReadOnlyList<string> GetDirectories(string path) =>
        [.. _directories.Where(directory => Path.GetDirectoryName(directory) == path).Select(directory => Path.GetFileName(directory))];

    public void CreateDirectory(string path)
    {
        Change();
        for (var directory = path; directory.Length > 1; directory = Path.GetDirectoryName(directory)!)
        {
            _directories.Add(directory);
        }
    }

    public void MoveDirectory(string from, string to)
    {
        Change();
        _directories.Should().Contain(Path.GetDirectoryName(to));
        _directories.Should().NotContain(to);
        foreach (var directory in _directories.Where(directory => IsIn(directory, from)).ToList())
        {
            _directories.Remove(directory);
            _directories.Add(to + directory[from.Length..]);
        }

        foreach (var (file, content) in _files.Where(file => IsIn(file.Key, from)).ToList())
        {
            _files.Remove(file);
            _files[to + file[from.Length..]] = content;
        }
    }

    /// <summary>Deletes one file after the other; the process may be killed between two.</summary>
    public void DeleteDirectory(string path)
    {
        foreach (var file in _files.Keys.Where(file => IsIn(file, path)).ToList())
        {
            Change();
            _files.Remove(file);
        }

        Change();
        _directories.RemoveWhere(directory => IsIn(directory, path));
    }

    public byte[]? Read(string path) => _files.GetValueOrDefault(path);

    public void Replace(string path, ReadOnlySpan<byte> content)
    {
        Change();
        _directories.Should().Contain(Path.GetDirectoryName(path));
        _files[path] = content.ToArray();
    }

    public IDisposable? TryLock(string path) => _locks.Add(path) ? new Held(this, path) : null;

    /// <summary>Ends the process: its locks are free, and the next process makes changes again.</summary>
    public void Kill()
    {
        _locks.Clear();
        ChangesUntilKill = int.MaxValue;
    }

    private static bool IsIn(string path, string directory) => path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    private void Change()
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        if (ChangesUntilKill-- <= 0)
        {
            throw new KilledException();
        }
    }

    internal sealed class KilledException : Exception;

    private sealed class Held(FaultyFiles files, string path) : IDisposable
    {
        public void Dispose() => files._locks.Remove(path);
    }
}
