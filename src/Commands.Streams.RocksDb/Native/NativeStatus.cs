using System.Runtime.InteropServices;

namespace Commands.Streams.RocksDb.Native;

/// <summary>The text of an error that RocksDB returned.</summary>
internal static unsafe class NativeStatus
{
    /// <summary>Copies an error, without the period at its end, and frees it.</summary>
    /// <param name="error">The error, not null.</param>
    public static string Take(byte* error)
    {
        var text = Marshal.PtrToStringUTF8((nint)error)!;
        DatabaseFunctions.rocksdb_free(error);
        return text.TrimEnd(' ', '.');
    }
}
