namespace Commands.Streams.State.Files;

/// <summary>
/// The file operations of a <see cref="StateDirectory"/>. Failures are <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal interface IStateFiles
{
    /// <summary>Returns whether there is a directory.</summary>
    bool DirectoryExists(string path);

    /// <summary>Returns the names of the directories inside a directory, in ordinal order; none if it does not exist.</summary>
    IReadOnlyList<string> GetDirectories(string path);

    /// <summary>Creates a directory and those above it, if they are not there.</summary>
    void CreateDirectory(string path);

    /// <summary>Renames a directory in one step, so that a crash leaves the one name or the other.</summary>
    void MoveDirectory(string from, string to);

    /// <summary>Deletes a directory with everything in it, if it is there. A crash may leave some of it.</summary>
    void DeleteDirectory(string path);

    /// <summary>Returns the content of a file, or <see langword="null"/> if there is none.</summary>
    byte[]? Read(string path);

    /// <summary>Replaces a file in one step and returns when the disk has it.</summary>
    void Replace(string path, ReadOnlySpan<byte> content);

    /// <summary>Takes a lock file, which the process holds until it disposes the lock or ends.</summary>
    /// <returns>The lock, or <see langword="null"/> if somebody holds it.</returns>
    IDisposable? TryLock(string path);
}
