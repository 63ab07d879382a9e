using Commands.Streams.State.Staging;

namespace Commands.Streams.State.Buffering;

/// <summary>Creates the builders of buffers.</summary>
internal static class BufferBuilder
{
    public static StoreBuilder<TimeOrderedBuffer> Create(KeyValueStoreSupplier supplier) => new(
        supplier,
        static (builder, _, bytes) =>
        {
            var staged = new StagedStore(bytes, new TimeOrderedBufferFormat(), builder.IsLogged, isCached: false);
            return new TaskStore(builder, new TimeOrderedBuffer(builder.Name, staged), staged);
        },
        static (_, _, _) => { });
}
