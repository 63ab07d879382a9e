using Commands.Streams.Errors;

namespace Commands.Streams.RocksDb.Databases;

/// <summary>Turns what RocksDB reports about a store into exceptions.</summary>
/// <param name="name">The store's name.</param>
/// <param name="directory">The store's directory.</param>
internal sealed class StoreFailure(string name, string directory)
{
    private static readonly string[] Corrupted = ["Corruption", "No such file or directory", "The system cannot find the file specified"];
    private static readonly string[] Full = ["No space left on device", "Disk quota exceeded", "Space limit reached", "There is not enough space on the disk"];
    private static readonly string[] Locked = ["lock hold by current process", "While lock file", "Failed to create lock file"];

    /// <summary>Creates the exception for an error. A store that is corrupted is not opened again.</summary>
    /// <param name="step">What was attempted, as in "cannot be read".</param>
    /// <param name="status">The text of RocksDB's error.</param>
    public StreamsException Create(string step, string status)
    {
        if (IsOf(status, Corrupted))
        {
            CorruptionMark.Write(directory, status);
            return new StoreCorruptedException(
                $"Store '{name}' in {directory} is corrupted and cannot be {step}. RocksDB reports: {status}. " +
                "The store's directory is deleted, and the store is restored from its changelog.");
        }

        if (IsOf(status, Full))
        {
            return new StoreException(
                $"Store '{name}' cannot be {step}, because the disk that holds {directory} is full. Free or add space. " +
                $"Nothing that was committed is lost. RocksDB reports: {status}.");
        }

        return IsOf(status, Locked)
            ? new StoreException(
                $"Store '{name}' cannot be {step}, because its directory {directory} is in use by another process or another application of this process. " +
                $"Stop it, or set another StreamsOptions.StateDirectory. RocksDB reports: {status}.")
            : new StoreException($"Store '{name}' in {directory} cannot be {step}. Nothing that was committed is lost. RocksDB reports: {status}.");
    }

    private static bool IsOf(string status, string[] signs) => signs.Any(sign => status.Contains(sign, StringComparison.OrdinalIgnoreCase));
}
