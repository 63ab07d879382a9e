using Commands.Streams.Clients;
using Commands.Streams.Messaging;

namespace Commands.Streams.Issuing;

/// <summary>
/// Reads one reply topic for all clients of a cluster, and gives each response to the request that waits for it. A response is looked at as far as
/// its correlation id; only one that somebody waits for is read.
/// </summary>
internal sealed class ReplyReader : IAsyncDisposable
{
    private static readonly byte[] StatusHeader = "command-status"u8.ToArray();

    private readonly EndedRequests _ended = new();
    private readonly KeyValuePair<string, object?> _tag;
    private readonly ITopicReader _reader;
    private volatile byte[][] _correlationHeaders = ["kafka_correlationId"u8.ToArray(), "REPLY_CORRELATION_ID"u8.ToArray()];

    public ReplyReader(IStreamsClient client, string topic)
    {
        Topic = topic;
        _tag = new KeyValuePair<string, object?>(ClientMeter.TopicTag, topic);
        _reader = client.CreateTopicReader(new TopicReaderSettings { Topic = topic, ClientId = $"replies-{topic}", OnRecords = OnRecords });
    }

    public string Topic { get; }

    /// <summary>The requests that wait for a response in this topic.</summary>
    public PendingTable Pending { get; } = new();

    /// <summary>Ends when no response can be missed any more.</summary>
    public Task Ready => _reader.Ready;

    /// <summary>How many clients use it; under the lock of who shares it.</summary>
    public int Users { get; set; }

    /// <summary>Understands correlation ids under another name too.</summary>
    public void AddCorrelationHeader(string name)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(name);
        if (!_correlationHeaders.Contains(bytes, BytesComparer.Instance))
        {
            _correlationHeaders = [.. _correlationHeaders, bytes];
        }
    }

    public void Remember(byte[] answered) => _ended.AddAnswered(answered);

    public void RememberAsLate(byte[] unanswered, Action<LateResponse>? late) => _ended.AddUnanswered(unanswered, late);

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private void OnRecords(RecordBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (!TryFindId(batch, i, out var id))
            {
                ClientMeter.Foreign.Add(1, _tag);
            }
            else if (!Pending.TryFind(id, out var pending))
            {
                Drop(batch, i, id);
            }
            else if (batch.TryReadHeader(i, StatusHeader, out var status) && StatusText.IsAccepted(status))
            {
                pending.Request.Accepted(CorrelationId.FromBytes(id));
            }
            else if (!pending.Request.Answer(pending.Use, batch, i))
            {
                Drop(batch, i, id);
            }
        }
    }

    private bool TryFindId(RecordBatch batch, int index, out ReadOnlySpan<byte> id)
    {
        foreach (var name in _correlationHeaders)
        {
            if (batch.TryReadHeader(index, name, out id) && id.Length is > 0 and <= CorrelationId.MaxLength)
            {
                return true;
            }
        }

        id = default;
        return false;
    }

    private void Drop(RecordBatch batch, int index, ReadOnlySpan<byte> id)
    {
        if (_ended.WasUnanswered(id, out var late))
        {
            ClientMeter.Late.Add(1, _tag);
            if (late is not null)
            {
                Tell(late, batch, index, id);
            }
        }
        else
        {
            (_ended.WasAnswered(id) ? ClientMeter.Duplicate : ClientMeter.Foreign).Add(1, _tag);
        }
    }

    private static void Tell(Action<LateResponse> late, RecordBatch batch, int index, ReadOnlySpan<byte> id)
    {
        batch.Read(index, out var record);
        try
        {
            late(new LateResponse(CorrelationId.FromBytes(id), batch.ReadHeaders(index), record.HasValue ? record.Value.ToArray() : null));
        }
        catch (Exception)
        {
            // The other responses must not suffer for what the application's own code throws.
        }
    }
}
