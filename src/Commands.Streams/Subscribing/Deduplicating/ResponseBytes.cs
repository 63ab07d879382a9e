using System.Buffers;
using Commands.Streams.Messaging;
using Commands.Streams.Records;
using Commands.Streams.Serialization;
using Commands.Streams.Subscribing.Responding;

namespace Commands.Streams.Subscribing.Deduplicating;

/// <summary>
/// Turns results into the bytes of their responses before they are written, so that a later duplicate of the command gets the same ones. A response that
/// cannot be stored is replaced, as one that cannot be written is.
/// </summary>
internal sealed class ResponseBytes<TKey, TResponse>(ResponseTarget<TKey, TResponse> target)
{
    /// <summary>The bytes of an entry besides what is counted one by one.</summary>
    private const int EntryBytes = 64;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Returns the response to a command.</summary>
    /// <param name="command">The headers of the command.</param>
    /// <param name="result">The result of the command.</param>
    /// <param name="otherBytes">How many bytes are stored with the response.</param>
    public StoredResponse Store(Headers command, in CommandResult<TResponse> result, int otherBytes)
    {
        var headers = HeadersOf(command, in result);
        var value = default(byte[]);
        try
        {
            value = Serialize(in result, headers);
        }
        catch (Exception exception) when (exception is not SerdeNotReadyException)
        {
            return Replace(command, in result, UnwritableResponses.NotSerializable(exception));
        }

        var size = EntryBytes + otherBytes + (value?.Length ?? 0);
        foreach (var header in headers)
        {
            size += (2 * sizeof(int)) + header.Name.Length + (header.Value?.Length ?? 0);
        }

        return size > target.MaxBytes && result.Status == CommandStatus.Completed
            ? Replace(command, in result, UnwritableResponses.TooLarge(size, target.MaxBytes, target.ReplyTopics.Default))
            : new StoredResponse(result.Status, value, headers);
    }

    private StoredResponse Replace(Headers command, in CommandResult<TResponse> result, CommandError error)
    {
        var failed = CommandResult<TResponse>.Failed(result.Address, result.Attempt, error).In(result.Activity);
        return new StoredResponse(failed.Status, null, HeadersOf(command, in failed));
    }

    private Headers HeadersOf(Headers command, in CommandResult<TResponse> result) => ResponseHeaders.WithoutCorrelation(
        ResponseHeaders.Build(command, result.Status, result.Error, result.Attempt, result.Activity, target.HeaderNames), target.HeaderNames);

    private byte[]? Serialize(in CommandResult<TResponse> result, Headers headers)
    {
        if (result.Status != CommandStatus.Completed || result.Response is not { } response)
        {
            return null;
        }

        _buffer.ResetWrittenCount();
        target.ValueSerde.Serialize(response, _buffer, new SerializationContext(target.ReplyTopics.Default, RecordComponent.Value, headers));
        return _buffer.WrittenSpan.ToArray();
    }
}
