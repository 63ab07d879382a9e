using Commands.Streams.State;

namespace Commands.Streams.Tests.State.Support;

internal static class StorePuts
{
    /// <summary>Puts a value while a record with a timestamp is processed.</summary>
    public static void Put(this IKeyValueStore<string, string> store, string key, string value, long time, StoreLog log)
    {
        log.Time = time;
        store.Put(key, value);
    }
}
