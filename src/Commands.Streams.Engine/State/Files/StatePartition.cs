using System.Globalization;

namespace Commands.Streams.State.Files;

/// <summary>A store's share of a partition, which has a directory of its own.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Partition">The partition, or <see cref="AllPartitions"/> for a global store.</param>
internal readonly record struct StatePartition(string Store, int Partition)
{
    /// <summary>Stands for all partitions together, whose entries a global store holds.</summary>
    public const int AllPartitions = -1;

    private const string Global = "global";

    /// <summary>The name of the directory inside the store's directory.</summary>
    public string DirectoryName => Partition == AllPartitions ? Global : Partition.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns whether a directory's name is one of those that <see cref="DirectoryName"/> returns.</summary>
    public static bool IsDirectoryName(string name) => name == Global || (name.Length > 0 && name.All(char.IsAsciiDigit));
}
