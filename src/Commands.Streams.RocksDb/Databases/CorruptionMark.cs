namespace Commands.Streams.RocksDb.Databases;

/// <summary>
/// Remembers that a store was found corrupted while it was open. RocksDB reads most of a file only when it is asked for, so that the store could be opened
/// again, and again fail later; with the mark it is refused at once, and so it is deleted and restored.
/// </summary>
internal static class CorruptionMark
{
    private const string Name = "CORRUPTED";

    /// <summary>Returns what was found, or <see langword="null"/>.</summary>
    public static string? Read(string directory)
    {
        var path = Path.Combine(directory, Name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <summary>Leaves a mark, if the disk takes it.</summary>
    /// <param name="directory">The store's directory.</param>
    /// <param name="status">What RocksDB reported.</param>
    public static void Write(string directory, string status)
    {
        try
        {
            File.WriteAllText(Path.Combine(directory, Name), status);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The corruption itself is reported; it is found again when the same entries are read.
        }
    }
}
