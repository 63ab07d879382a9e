using System.Text;
using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Interop;
using Commands.Streams.Records;

namespace Commands.Streams.Tests.Support;

/// <summary>Hands out replies on the thread of the test.</summary>
internal sealed class FakeReader(TopicReaderSettings settings, Task ready) : ITopicReader
{
    public TopicReaderSettings Settings => settings;

    public Task Ready => ready;

    public ClientException? Failure { get; set; }

    public int Disposals { get; private set; }

    public void Reply(string correlationId, string? value, params (string Name, string Value)[] more) =>
        Reply(
            more.Aggregate(Headers.Empty.Add(CommandHeaders.CorrelationId, correlationId), (headers, header) => headers.Add(header.Name, header.Value)),
            value is null ? null : Encoding.UTF8.GetBytes(value));

    public void Reply(Headers headers, byte[]? value)
    {
        using var batch = new ReplyBatch(settings.Topic, headers, value);
        settings.OnRecords(batch);
    }

    public ValueTask DisposeAsync()
    {
        Disposals++;
        return ValueTask.CompletedTask;
    }

    private sealed class ReplyBatch(string topic, Headers headers, byte[]? value) : RecordBatch
    {
        public override TopicPartition Partition { get; } = new(topic, 0);

        public override int Count => 1;

        public override void Read(int index, out RawRecord record) => record = new RawRecord { Value = value, HasValue = value is not null };

        public override Headers ReadHeaders(int index) => headers;

        public override void Dispose()
        {
        }
    }
}
