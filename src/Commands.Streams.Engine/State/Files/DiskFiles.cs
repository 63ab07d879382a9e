namespace Commands.Streams.State.Files;

/// <summary>The files of this machine.</summary>
internal sealed class DiskFiles : IStateFiles
{
    // Of Windows: another process has the file open.
    private const int SharingViolation = unchecked((int)0x80070020);

    public bool DirectoryExists(string path) => Directory.Exists(path);

    public IReadOnlyList<string> GetDirectories(string path)
    {
        if (!Directory.Exists(path))
        {
            return [];
        }

        string[] names = [.. Directory.EnumerateDirectories(path).Select(directory => Path.GetFileName(directory))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    public void MoveDirectory(string from, string to) => Directory.Move(from, to);

    public void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    public byte[]? Read(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;

    public void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public IDisposable? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    // On Unix a lock that is held has the error number EWOULDBLOCK, 11 on Linux and 35 on macOS.
    private static bool IsHeld(IOException exception) => exception.HResult is SharingViolation or 11 or 35;
}
