using System.Collections.Frozen;

namespace Commands.Streams.RocksDb.Configuration;

/// <summary>RocksDB's options that are not the user's to choose, because stores rely on their values.</summary>
internal static class ReservedOptions
{
    private const string Files = "stores create their own databases. Remove it.";
    private const string Log = "content and changelog offset must change together, after a crash too. Remove it.";
    private const string Order = "stores are read in the order of their bytes. Remove it.";
    private const string Entries = "stores read each entry as it was written. Remove it.";

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["create_if_missing"] = Files,
        ["create_missing_column_families"] = Files,
        ["error_if_exists"] = Files,
        ["db_paths"] = Files,
        ["cf_paths"] = Files,
        ["wal_dir"] = Files,
        ["atomic_flush"] = Log,
        ["manual_wal_flush"] = Log,
        ["wal_recovery_mode"] = Log,
        ["best_efforts_recovery"] = Log,
        ["track_and_verify_wals"] = Log,
        ["enable_pipelined_write"] = Log,
        ["unordered_write"] = Log,
        ["two_write_queues"] = Log,
        ["allow_2pc"] = Log,
        ["avoid_flush_during_shutdown"] = Log,
        ["comparator"] = Order,
        ["prefix_extractor"] = Order,
        ["merge_operator"] = Entries,
        ["compaction_filter"] = Entries,
        ["compaction_filter_factory"] = Entries,
        ["inplace_update_support"] = Entries,
        ["ttl"] = Entries,
        ["write_buffer_manager"] = "the memory is shared by all stores. Remove it and set RocksDbOptions.WriteBufferBytes.",
        ["db_write_buffer_size"] = "the memory is shared by all stores. Remove it and set RocksDbOptions.WriteBufferBytes.",
    }.ToFrozenDictionary();

    /// <summary>Returns why an option may not be set and what to do instead; <see langword="null"/> if it may be set.</summary>
    public static string? Reason(string name) => Reasons.GetValueOrDefault(name);
}
