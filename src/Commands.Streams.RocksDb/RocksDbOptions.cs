namespace Commands.Streams.RocksDb;

/// <summary>Configures stores on RocksDB. Memory is shared by all stores of an application; set the options before it starts.</summary>
public sealed class RocksDbOptions
{
    /// <summary>The memory for blocks read from disk, their indexes and their filters, for all stores together.</summary>
    /// <value>In bytes, at least 1 MiB. Default: 256 MiB.</value>
    public long BlockCacheBytes { get; set; } = 256L << 20;

    /// <summary>
    /// The memory for entries that are not yet in sorted files, for all stores together. A store that writes while it is used up writes its files
    /// earlier, so that many busy stores on little memory write many small files.
    /// </summary>
    /// <value>In bytes, at least 1 MiB. Default: 128 MiB. A store fills at most 16 MiB, or a quarter of all if that is less, before it writes a file.</value>
    public long WriteBufferBytes { get; set; } = 128L << 20;

    /// <summary>How entries are compressed on disk.</summary>
    /// <value>Default: <see cref="RocksDbCompression.Lz4"/>. A change applies to files written from then on.</value>
    public RocksDbCompression Compression { get; set; } = RocksDbCompression.Lz4;

    /// <summary>
    /// The size of the filters that spare a read from disk if a key is not in a file. With 10 bits a key, 1 file in 100 is read in vain.
    /// </summary>
    /// <value>In bits a key, 0 to 100; 0 for no filters. Default: 10.</value>
    public double BloomFilterBitsPerKey { get; set; } = 10;

    /// <summary>
    /// Options of RocksDB by their own names, as in its option files, for example <c>level0_file_num_compaction_trigger</c> with the value <c>8</c>, or
    /// <c>block_based_table_factory</c> with <c>{block_size=16384}</c>. They override what this class sets.
    /// </summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> NativeOptions { get; set; } = new Dictionary<string, string>();
}
