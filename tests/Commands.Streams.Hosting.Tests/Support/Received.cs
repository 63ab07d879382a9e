using System.Threading.Channels;

namespace Commands.Streams.Hosting.Tests.Support;

/// <summary>What handlers got, in their order, for a test to await.</summary>
internal sealed class Received
{
    private readonly Channel<string> _values = Channel.CreateUnbounded<string>();

    public void Add(string value) => _values.Writer.TryWrite(value);

    public Task<string> NextAsync() => _values.Reader.ReadAsync().AsTask().WaitAsync(Some.Deadline);
}
