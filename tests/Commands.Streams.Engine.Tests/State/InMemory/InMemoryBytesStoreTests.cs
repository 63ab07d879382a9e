using Commands.Streams.State.Bytes;
using Commands.Streams.State.InMemory;
using Commands.Streams.Tests.State.Contract;

namespace Commands.Streams.Tests.State.InMemory;

public sealed class InMemoryBytesStoreTests : BytesStoreContract
{
    protected override IBytesStore Create() => new InMemoryBytesStore();
}
