using Commands.Streams.Clients;

namespace Commands.Streams.Tasks.Input;

/// <summary>Hashes of values, by which two records of one process are known to be copies. Nobody outside the process can foresee them.</summary>
internal static class ValueHash
{
    public static int Of(in RawRecord record)
    {
        var hash = default(HashCode);
        hash.Add(record.HasValue);
        hash.AddBytes(record.Value);
        return hash.ToHashCode();
    }
}
