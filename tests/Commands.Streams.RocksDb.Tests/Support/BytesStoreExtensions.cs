using System.Text;
using Commands.Streams.State.Bytes;
using Commands.Streams.Tests.State.Contract;

namespace Commands.Streams.RocksDb.Tests.Support;

/// <summary>What tests do with stores, in few words.</summary>
internal static class BytesStoreExtensions
{
    public static string? Get(this IBytesStore store, string key) => store.TryGet(Bytes(key), out var value) ? Encoding.UTF8.GetString(value) : null;

    public static void Put(this IBytesStore store, string key, string value, string metadata = "")
    {
        var batch = store.CreateBatch();
        batch.Put(Bytes(key), Bytes(value));
        batch.Apply(Bytes(metadata));
    }

    public static string? MetadataText(this IBytesStore store) => store.Metadata is { } metadata ? Encoding.UTF8.GetString(metadata) : null;

    /// <summary>All entries, as <see cref="BytesModel"/> prints them.</summary>
    public static List<string> Entries(this IBytesStore store, bool isReverse = false)
    {
        var entries = new List<string>();
        using var cursor = store.Scan(default, isReverse);
        while (cursor.MoveNext())
        {
            entries.Add(BytesModel.Print(cursor.Key, cursor.Value));
        }

        return entries;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
