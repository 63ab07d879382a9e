using Commands.Streams.Operators.Joining;
using Commands.Streams.State;
using Commands.Streams.State.Formats;
using Commands.Streams.State.Staging;

namespace Commands.Streams;

/// <summary>Creates the stores of stream records that wait for a table.</summary>
internal static class JoinBuffers
{
    public static StoreBuilder<JoinBufferStore> Create(StreamsBuilder builder, string name) => new(
        builder.DefaultStoreType == StoreType.Persistent ? Stores.PersistentKeyValueStore(name) : Stores.InMemoryKeyValueStore(name),
        static (self, _, bytes) =>
        {
            var staged = new StagedStore(bytes, new KeyValueFormat(), self.IsLogged, isCached: false);
            return new TaskStore(self, new JoinBufferStore(self.Name, staged), staged);
        },
        static (_, _, _) => { });
}
