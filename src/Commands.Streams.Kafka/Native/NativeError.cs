using System.Runtime.InteropServices;
using static Commands.Streams.Kafka.Native.ErrorFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>An error as librdkafka reports it, copied out of native memory.</summary>
/// <param name="Code">librdkafka's or the broker's number; 0 is no error.</param>
/// <param name="Reason">What librdkafka says about it.</param>
/// <param name="IsFatal">Whether the client cannot be used any more.</param>
/// <param name="IsRetriable">Whether librdkafka says that the call may be made again.</param>
/// <param name="RequiresAbort">Whether the open transaction must be aborted.</param>
internal readonly record struct NativeError(int Code, string Reason, bool IsFatal = false, bool IsRetriable = false, bool RequiresAbort = false)
{
    /// <summary>The code's name without its prefix, for example <c>MSG_SIZE_TOO_LARGE</c> or <c>_TIMED_OUT</c>.</summary>
    public string Name => NameOf(Code);

    /// <summary>The name of a code, for example <c>MSG_SIZE_TOO_LARGE</c>; librdkafka's own begin with an underscore.</summary>
    public static unsafe string NameOf(int code)
    {
        LibrdkafkaLibrary.EnsureLoaded();
        return Marshal.PtrToStringUTF8((nint)rd_kafka_err2name(code))!;
    }

    /// <summary>What librdkafka says in general about a code.</summary>
    public static unsafe string DescriptionOf(int code)
    {
        LibrdkafkaLibrary.EnsureLoaded();
        return Marshal.PtrToStringUTF8((nint)rd_kafka_err2str(code))!;
    }

    /// <summary>The error of a code alone; a fatal one is replaced by the error that made the client unusable.</summary>
    public static unsafe NativeError FromCode(nint client, int code)
    {
        if (code != NativeErrorCodes.Fatal || client == 0)
        {
            return new NativeError(code, DescriptionOf(code));
        }

        const int size = 512;
        var reason = stackalloc byte[size];
        var cause = rd_kafka_fatal_error(client, reason, size);
        return new NativeError(cause == 0 ? code : cause, Marshal.PtrToStringUTF8((nint)reason)!, IsFatal: true);
    }

    /// <summary>Copies an <c>rd_kafka_error_t</c> and frees it; <see langword="null"/> if the pointer is zero, which means success.</summary>
    public static unsafe NativeError? Take(nint error)
    {
        if (error == 0)
        {
            return null;
        }

        var copy = new NativeError(
            rd_kafka_error_code(error),
            Marshal.PtrToStringUTF8((nint)rd_kafka_error_string(error))!,
            rd_kafka_error_is_fatal(error) != 0,
            rd_kafka_error_is_retriable(error) != 0,
            rd_kafka_error_txn_requires_abort(error) != 0);
        rd_kafka_error_destroy(error);
        return copy;
    }
}
