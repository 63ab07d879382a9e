namespace Commands.Streams.RocksDb;

/// <summary>How blocks of entries are compressed on disk.</summary>
public enum RocksDbCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>LZ4: fast, and half the size for most data.</summary>
    Lz4,

    /// <summary>Zstandard: smaller than LZ4, and slower to write and to read from disk.</summary>
    Zstd,
}
