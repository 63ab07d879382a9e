using Commands.Streams.Clients;

namespace Commands.Streams.Issuing.Replies;

/// <summary>A request that waits for its response, as the reader of the reply topic sees it. Thread-safe.</summary>
internal interface IAwaitedResponse
{
    /// <summary>Called when the subscriber has begun with the command.</summary>
    void Accepted(CorrelationId correlationId);

    /// <summary>Called with the response.</summary>
    /// <param name="use">The use of the object that the response belongs to; objects are used again for other requests.</param>
    /// <param name="batch">The batch that holds the response.</param>
    /// <param name="index">Its place in the batch.</param>
    /// <returns>True if the response ended the request; otherwise false.</returns>
    bool Answer(long use, RecordBatch batch, int index);
}
