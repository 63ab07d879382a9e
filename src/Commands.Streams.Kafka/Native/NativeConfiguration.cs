using System.Runtime.InteropServices;
using Commands.Streams.Errors;
using static Commands.Streams.Kafka.Native.ConfigurationFunctions;

namespace Commands.Streams.Kafka.Native;

/// <summary>
/// A configuration of librdkafka under construction. <see cref="NativeClient.Create"/> takes over the native object; until then this one owns it.
/// </summary>
internal sealed unsafe class NativeConfiguration : IDisposable
{
    private const int ReasonSize = 512;

    private static readonly string[] SecretNames = ["password", "secret", ".pem", "oauthbearer.config"];

    /// <summary>Makes a configuration with options by librdkafka's names; those of the managed client (<c>dotnet.*</c>) are passed over.</summary>
    /// <exception cref="ClientException">An option does not exist, or its value is refused.</exception>
    public NativeConfiguration(IEnumerable<KeyValuePair<string, string>> options)
    {
        LibrdkafkaLibrary.EnsureLoaded();
        Handle = rd_kafka_conf_new();
        try
        {
            foreach (var (name, value) in options)
            {
                if (!name.StartsWith("dotnet.", StringComparison.Ordinal))
                {
                    Set(name, value);
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The native object, or zero once a client has taken it over.</summary>
    public nint Handle { get; private set; }

    /// <summary>Sets an option.</summary>
    /// <exception cref="ClientException">The option does not exist, or its value is refused; the sentence names both and librdkafka's reason.</exception>
    public void Set(string name, string value)
    {
        var reason = stackalloc byte[ReasonSize];
        if (rd_kafka_conf_set(Handle, name, value, reason, ReasonSize) != 0)
        {
            var shown = IsSecret(name) ? "(not shown)" : $"'{value}'";
            throw new ClientException(
                ClientErrorKind.Fatal,
                NativeError.NameOf(NativeErrorCodes.InvalidArgument),
                $"The Kafka client refuses the option '{name}' with the value {shown}: {Marshal.PtrToStringUTF8((nint)reason)}.");
        }
    }

    /// <summary>The value of an option, set or by default; <see langword="null"/> if it has none.</summary>
    public string? Get(string name)
    {
        nuint size = 0;
        if (rd_kafka_conf_get(Handle, name, null, &size) != 0 || size == 0)
        {
            return null;
        }

        var buffer = new byte[size];
        fixed (byte* value = buffer)
        {
            return rd_kafka_conf_get(Handle, name, value, &size) == 0 ? Marshal.PtrToStringUTF8((nint)value) : null;
        }
    }

    /// <summary>Says that a client owns the native object now.</summary>
    public void Release() => Handle = 0;

    /// <summary>Frees the native object unless a client has taken it over.</summary>
    public void Dispose()
    {
        if (Handle != 0)
        {
            rd_kafka_conf_destroy(Handle);
            Handle = 0;
        }
    }

    private static bool IsSecret(string name) => Array.Exists(SecretNames, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
