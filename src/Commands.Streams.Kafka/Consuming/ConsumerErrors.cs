using System.Runtime.InteropServices;
using Commands.Streams.Errors;
using Commands.Streams.Kafka.Errors;
using Commands.Streams.Kafka.Native;
using Commands.Streams.Records;
using static Commands.Streams.Kafka.Native.MessageFunctions;

namespace Commands.Streams.Kafka.Consuming;

/// <summary>
/// Decides what an error message on a consumer's queues means: what passes by itself is reported and reading goes on; what does not is an exception.
/// A topic that was there once is waited for, because a broker that has just come back may not know it yet.
/// </summary>
/// <param name="client">The consumer.</param>
/// <param name="reader">Who reads, as sentences name it, such as "group 'orders'".</param>
internal sealed unsafe class ConsumerErrors(NativeClient client, string reader)
{
    private readonly HashSet<string> _knownTopics = [];

    /// <summary>Remembers that a topic exists.</summary>
    public void Knows(string topic) => _knownTopics.Add(topic);

    /// <summary>Judges an error message; the caller still destroys it.</summary>
    /// <returns>The exception to throw, or <see langword="null"/> if the error was reported and reading continues.</returns>
    public ClientException? Judge(NativeMessage* message)
    {
        var topic = message->Topic == 0 ? null : Marshal.PtrToStringUTF8((nint)rd_kafka_topic_name(message->Topic));
        var error = ErrorOf(message);
        var exception = KafkaErrors.Create(error, Describe(error.Code, topic, message->Partition));
        if (error.IsFatal || (IsLasting(exception.Kind) && !IsWaitedFor(error.Code, topic)))
        {
            return exception;
        }

        client.Callbacks.Error?.Invoke(error with { Reason = exception.Message });
        return null;
    }

    /// <summary>The error for a partition without a committed offset if the offset reset is None.</summary>
    public ClientException HasNoOffset(TopicPartition partition) => KafkaErrors.Create(
        NativeError.FromCode(client.Handle, NativeErrorCodes.AutoOffsetReset),
        $"Partition {partition} has no committed offset in {reader}, and its offset reset is None; commit one, or choose another reset");

    private static bool IsLasting(ClientErrorKind kind) => kind is ClientErrorKind.Fatal or ClientErrorKind.ClientLost or ClientErrorKind.RecordRefused;

    private NativeError ErrorOf(NativeMessage* message)
    {
        if (message->Error == NativeErrorCodes.Fatal || message->Value == null)
        {
            return NativeError.FromCode(client.Handle, message->Error);
        }

        // An error's payload is its text, for most of them more precise than the code's.
        return new NativeError(message->Error, Marshal.PtrToStringUTF8((nint)message->Value, (int)message->ValueLength).TrimEnd('\0'));
    }

    private bool IsWaitedFor(int code, string? topic) =>
        (IsUnknownTopic(code) || code == NativeErrorCodes.UnknownPartition) && topic is not null && _knownTopics.Contains(topic);

    private static bool IsUnknownTopic(int code) => code is NativeErrorCodes.UnknownTopicOrPartition or NativeErrorCodes.UnknownTopic;

    private string Describe(int code, string? topic, int partition)
    {
        if (topic is null)
        {
            return $"The consumer of {reader} reports an error";
        }

        var what = partition < 0 || IsUnknownTopic(code) ? $"Topic '{topic}'" : $"Partition {topic}-{partition}";
        return $"{what} cannot be read by {reader}";
    }
}
