using System.Reflection;
using System.Runtime.InteropServices;

namespace Commands.Streams.RocksDb.Native;

/// <summary>Finds the native library of the package RocksDB: there is one for musl beside that for glibc.</summary>
internal static class RocksDbLibrary
{
    /// <summary>The name that native functions are declared with.</summary>
    public const string Name = "rocksdb";

    private static readonly Lazy<nint> Loaded = new(Load);

    /// <summary>Loads the library. Cheap if it is loaded.</summary>
    /// <exception cref="DllNotFoundException">There is no library for this platform.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static nint Load()
    {
        var isMusl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal);
        string[] candidates = isMusl ? ["librocksdb-musl", Name] : [Name];
        var assembly = typeof(RocksDbLibrary).Assembly;
        foreach (var candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, null, out var library))
            {
                NativeLibrary.SetDllImportResolver(assembly, Resolve);
                return library;
            }
        }

        throw new DllNotFoundException(
            $"RocksDB's native library is not there for {RuntimeInformation.RuntimeIdentifier}. " +
            "Publish with the files of the package RocksDB for this platform: Linux, macOS or Windows on x64, Linux or macOS on Arm64.");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Name ? Loaded.Value : 0;
}
