using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>Says of each record whose acknowledgement did not come that it is not in the log.</summary>
internal sealed class HopelessPublisher(IRecordPublisher inner) : IRecordPublisher
{
    public ClientException? Failure => inner.Failure;

    public ValueTask<RecordMetadata> PublishAsync(string topic, in ProduceRecord record, TimeSpan timeout) =>
        WithoutDoubtAsync(inner.PublishAsync(topic, in record, timeout));

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static async ValueTask<RecordMetadata> WithoutDoubtAsync(ValueTask<RecordMetadata> publishing)
    {
        try
        {
            return await publishing.ConfigureAwait(false);
        }
        catch (PublishException exception)
        {
            throw new PublishException(exception.Reason, false, exception.Kind, exception.Code, exception.Message);
        }
    }
}
