using System.Buffers.Binary;

namespace Commands.Streams.RocksDb.Databases;

/// <summary>
/// Looks for a damage on which RocksDB's reader of logs and manifests goes in circles instead of reporting it, so that opening the database would never end:
/// a record whose type, by a wrong bit, is one of those that only logs on reused files have. Everything else RocksDB finds itself.
/// </summary>
internal static class LogFiles
{
    private const int BlockSize = 32 * 1024;
    private const int HeaderSize = 7;
    private const int ReusedHeaderSize = 11;

    private enum Kind
    {
        Plain,
        Reused,
        Other,
    }

    /// <summary>Describes the damage of a database's files.</summary>
    /// <param name="directory">The database's directory.</param>
    /// <returns>What is wrong with which file; <see langword="null"/> if RocksDB can read them.</returns>
    public static string? FindDamage(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory).Where(IsLog))
        {
            if (MixesTypes(file))
            {
                return $"Corruption: {Path.GetFileName(file)} has a record of an impossible type";
            }
        }

        return null;
    }

    private static bool IsLog(string path) =>
        path.EndsWith(".log", StringComparison.Ordinal) || Path.GetFileName(path.AsSpan()).StartsWith("MANIFEST-", StringComparison.Ordinal);

    private static bool MixesTypes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var block = new byte[BlockSize];
        Kind? first = null;
        int size;
        while ((size = file.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false)) > 0)
        {
            if (MixesTypes(block.AsSpan(0, size), ref first))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Walks over the records of a block, as far as their lengths make sense.</summary>
    private static bool MixesTypes(ReadOnlySpan<byte> block, ref Kind? first)
    {
        while (block.Length >= HeaderSize)
        {
            var kind = KindOf(block[6]);
            if (kind == Kind.Reused && first == Kind.Plain)
            {
                return true;
            }

            first = kind == Kind.Other ? first : first ?? kind;
            var size = (kind == Kind.Reused ? ReusedHeaderSize : HeaderSize) + BinaryPrimitives.ReadUInt16LittleEndian(block[4..]);
            block = size <= block.Length ? block[size..] : default;
        }

        return false;
    }

    private static Kind KindOf(byte type) => type switch
    {
        >= 1 and <= 4 => Kind.Plain,
        (>= 5 and <= 8) or 11 or 131 => Kind.Reused,
        _ => Kind.Other,
    };
}
