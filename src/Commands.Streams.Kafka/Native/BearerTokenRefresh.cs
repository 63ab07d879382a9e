using System.Runtime.InteropServices;
using static Commands.Streams.Kafka.Native.ClientFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>Answers librdkafka's request for a token: exactly one answer per request, a token or the reason why there is none.</summary>
internal static unsafe class BearerTokenRefresh
{
    private const int ReasonSize = 512;

    /// <summary>Gets a token and hands it over. Throws nothing.</summary>
    public static void Run(nint client, Func<BearerToken> refresh)
    {
        try
        {
            HandOver(client, refresh());
        }
        catch (Exception exception)
        {
            _ = rd_kafka_oauthbearer_set_token_failure(client, $"The token provider failed: {exception.Message}");
        }
    }

    private static void HandOver(nint client, BearerToken token)
    {
        var extensions = Flatten(token.Extensions);
        var reason = stackalloc byte[ReasonSize];
        try
        {
            fixed (nint* pointers = extensions)
            {
                var code = rd_kafka_oauthbearer_set_token(
                    client,
                    token.Value,
                    token.ExpiresAt.ToUnixTimeMilliseconds(),
                    token.Principal,
                    pointers,
                    (nuint)extensions.Length,
                    reason,
                    ReasonSize);
                if (code != 0)
                {
                    _ = rd_kafka_oauthbearer_set_token_failure(client, Marshal.PtrToStringUTF8((nint)reason) ?? NativeError.DescriptionOf(code));
                }
            }
        }
        finally
        {
            Array.ForEach(extensions, Marshal.FreeCoTaskMem);
        }
    }

    private static nint[] Flatten(IReadOnlyDictionary<string, string>? extensions) => extensions is null
        ? []
        : [.. extensions.SelectMany(pair => new[] { Marshal.StringToCoTaskMemUTF8(pair.Key), Marshal.StringToCoTaskMemUTF8(pair.Value) })];
}
