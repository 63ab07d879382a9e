using System.Security.Cryptography;
using System.Text;

namespace Commands.Streams.State.Files;

/// <summary>
/// The names of directories. A short name of lower-case letters, digits, '-', '_' and '.' is its own directory's. Any other gets the hash of the name behind
/// it, as file systems may not distinguish upper case, and forbid some names and characters.
/// </summary>
internal static class DirectoryName
{
    private const int MaxLength = 100;
    private const int HashBytes = 8;

    private static readonly string[] Devices = ["con", "prn", "aux", "nul"];
    private static readonly string[] Ports = ["com", "lpt"];

    /// <summary>Returns a name that every file system takes, and that no other name gets.</summary>
    public static string Of(string name)
    {
        if (IsPlain(name))
        {
            return name;
        }

        var readable = new StringBuilder(MaxLength + 1 + (2 * HashBytes));
        foreach (var letter in name.AsSpan(0, Math.Min(name.Length, MaxLength)))
        {
            readable.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_');
        }

        var hash = SHA256.HashData(Encoding.Unicode.GetBytes(name)).AsSpan(0, HashBytes);
        return readable.Append('~').Append(Convert.ToHexStringLower(hash)).ToString();
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= MaxLength
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_' or '.')
        && name[0] != '.'
        && name[^1] != '.'
        && !IsReserved(name.Split('.')[0]);

    /// <summary>Returns whether Windows keeps a name for a device: a word, or a port with its number.</summary>
    private static bool IsReserved(string stem) =>
        Devices.Contains(stem) || (stem.Length == 4 && char.IsAsciiDigit(stem[3]) && Ports.Contains(stem[..3]));
}
