using System.Text;
using Commands.Streams.State.Bytes;

namespace Commands.Streams.RocksDb.Tests.Support;

/// <summary>Stores of texts, so that tests read well.</summary>
internal static class BytesStoreExtensions
{
    public static string? Get(this IBytesStore store, string key) => store.TryGet(Bytes(key), out var value) ? Encoding.UTF8.GetString(value) : null;

    public static void Put(this BytesBatch batch, string key, string value) => batch.Put(Bytes(key), Bytes(value));

    public static void Put(this IBytesStore store, string key, string value, string metadata = "")
    {
        var batch = store.CreateBatch();
        batch.Put(key, value);
        batch.Apply(Bytes(metadata));
    }

    public static string? MetadataText(this IBytesStore store) => store.Metadata is { } metadata ? Encoding.UTF8.GetString(metadata) : null;

    public static List<(string Key, string Value)> All(this IBytesStore store, bool isReverse = false) => store.Read(default, isReverse);

    public static List<(string Key, string Value)> Read(this IBytesStore store, BytesRange range, bool isReverse = false)
    {
        var entries = new List<(string, string)>();
        using var cursor = store.Scan(range, isReverse);
        while (cursor.MoveNext())
        {
            entries.Add((Encoding.UTF8.GetString(cursor.Key), Encoding.UTF8.GetString(cursor.Value)));
        }

        return entries;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
