using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Commands.Streams.Kafka.Native;

/// <summary>
/// Makes every native function of this assembly come from the one copy of librdkafka that Confluent.Kafka loaded: a second copy in the process
/// would be a second library with its own globals. <see cref="EnsureLoaded"/> comes before the first native call.
/// </summary>
internal static class LibrdkafkaLibrary
{
    /// <summary>The name that the native functions are declared with; the resolver turns it into the loaded copy.</summary>
    public const string Name = "librdkafka";

    private const string ConfluentKafka = "Confluent.Kafka";
    private const DynamicallyAccessedMemberTypes NativeFunctions =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    // The first needs Cyrus SASL and cannot be loaded without it; Confluent.Kafka then takes the next.
    private static readonly string[] Candidates = ["librdkafka", "centos8-librdkafka", "alpine-librdkafka"];

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>
    /// Whether a consumed value is known to lie where it was fetched, followed by the rest of its record: so it is in every release of the major
    /// version 2, and <c>KafkaStreamConsumer</c>'s tests would notice a change. Another version is not trusted to.
    /// </summary>
    public static bool HandsOutValuesInPlace { get; } = Confluent.Kafka.Library.Version >> 24 == 2;

    /// <summary>Loads the library and directs this assembly's native functions to it. Cheap when it was done before.</summary>
    /// <exception cref="DllNotFoundException">There is no copy for this platform.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    // Confluent.Kafka finds its native functions by reflection, in the first of these classes whose library loads. Trimming would remove them.
    [DynamicDependency(NativeFunctions, "Confluent.Kafka.Impl.NativeMethods.NativeMethods", ConfluentKafka)]
    [DynamicDependency(NativeFunctions, "Confluent.Kafka.Impl.NativeMethods.NativeMethods_Alpine", ConfluentKafka)]
    [DynamicDependency(NativeFunctions, "Confluent.Kafka.Impl.NativeMethods.NativeMethods_Centos8", ConfluentKafka)]
    private static nint Load()
    {
        var version = Confluent.Kafka.Library.VersionString;
        var owner = typeof(Confluent.Kafka.Library).Assembly;
        foreach (var candidate in Candidates)
        {
            if (NativeLibrary.TryLoad(candidate, owner, null, out var library) && VersionOf(library) == version)
            {
                NativeLibrary.SetDllImportResolver(typeof(LibrdkafkaLibrary).Assembly, Resolve);
                return library;
            }
        }

        throw new DllNotFoundException(
            $"Confluent.Kafka loaded librdkafka {version}, but none of {string.Join(", ", Candidates)} can be loaded with that version. " +
            "Reference the package librdkafka.redist, and publish with its native files for this platform.");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Name ? Loaded.Value : 0;

    private static unsafe string? VersionOf(nint library) =>
        NativeLibrary.TryGetExport(library, "rd_kafka_version_str", out var function)
            ? Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)function)())
            : null;
}
