using System.Globalization;

namespace Commands.Streams.RocksDb.Configuration;

/// <summary>A copy of the user's options, as RocksDB's own texts.</summary>
internal sealed class EngineSettings
{
    private const long MinBytes = 1L << 20;
    private const long MaxStoreWriteBuffer = 16L << 20;

    private readonly RocksDbCompression _compression;
    private readonly double _bloomFilterBits;
    private readonly KeyValuePair<string, string>[] _native;

    public EngineSettings(RocksDbOptions options)
    {
        BlockCacheBytes = options.BlockCacheBytes;
        WriteBufferBytes = options.WriteBufferBytes;
        _compression = options.Compression;
        _bloomFilterBits = options.BloomFilterBitsPerKey;
        _native = [.. options.NativeOptions];
    }

    public long BlockCacheBytes { get; }

    public long WriteBufferBytes { get; }

    /// <summary>The options of all stores, in RocksDB's syntax.</summary>
    public string Text => string.Join(
        ';',
        "create_if_missing=true",
        "create_missing_column_families=true",

        // Content and metadata are two column families, which are otherwise consistent in the log only.
        "atomic_flush=true",

        // After a power loss a log may end early although a later one is complete. Nothing of the later one may then be applied.
        "track_and_verify_wals=true",
        $"write_buffer_size={StoreWriteBuffer}",
        $"max_background_jobs={Math.Max(2, Environment.ProcessorCount)}",
        $"compression={CompressionName}",
        "info_log_level=WARN_LEVEL",
        "keep_log_file_num=2",
        $"block_based_table_factory={{block_size=4096;cache_index_and_filter_blocks=true;pin_l0_filter_and_index_blocks_in_cache=true{Filter}}}");

    /// <summary>What differs for the metadata, which are one small entry.</summary>
    public static string MetadataText => "arena_block_size=4096;compression=kNoCompression";

    /// <summary>The user's own options, in RocksDB's syntax.</summary>
    public string NativeText => string.Join(';', _native.Select(option => $"{option.Key}={option.Value}"));

    private long StoreWriteBuffer => Math.Min(MaxStoreWriteBuffer, WriteBufferBytes / 4);

    private string CompressionName => _compression switch
    {
        RocksDbCompression.None => "kNoCompression",
        RocksDbCompression.Zstd => "kZSTD",
        _ => "kLZ4Compression",
    };

    private string Filter => _bloomFilterBits > 0
        ? string.Create(CultureInfo.InvariantCulture, $";filter_policy=bloomfilter:{_bloomFilterBits}:false;optimize_filters_for_memory=true")
        : string.Empty;

    /// <summary>Describes each problem in one sentence. Needs the native library and opens nothing.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = OwnProblems().ToList();
        if (problems.Count > 0)
        {
            return problems;
        }

        try
        {
            using var resources = EngineResources.Create(this);
        }
        catch (Exception exception) when (exception is DllNotFoundException or ArgumentException)
        {
            problems.Add(exception.Message);
        }

        return problems;
    }

    private IEnumerable<string> OwnProblems()
    {
        if (BlockCacheBytes < MinBytes)
        {
            yield return TooSmall(nameof(RocksDbOptions.BlockCacheBytes), BlockCacheBytes);
        }

        if (WriteBufferBytes < MinBytes)
        {
            yield return TooSmall(nameof(RocksDbOptions.WriteBufferBytes), WriteBufferBytes);
        }

        if (!Enum.IsDefined(_compression))
        {
            yield return $"RocksDbOptions.Compression is {(int)_compression}, which is not a RocksDbCompression. Use None, Lz4 or Zstd.";
        }

        if (_bloomFilterBits is not (>= 0 and <= 100))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"RocksDbOptions.BloomFilterBitsPerKey is {_bloomFilterBits}. It must be 0 to 100; 0 means no filters.");
        }

        foreach (var (name, value) in _native)
        {
            if (ReservedOptions.Reason(name) is { } reason)
            {
                yield return $"RocksDbOptions.NativeOptions sets '{name}' to '{value}', but {reason}";
            }
        }
    }

    private static string TooSmall(string option, long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"RocksDbOptions.{option} is {bytes}. It must be at least {MinBytes} (1 MiB).");
}
