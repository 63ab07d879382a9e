using Commands.Streams.Clients;

namespace Commands.Streams.Tasks.Input;

/// <summary>Hashes values, to recognize copies of a record within one process. The hashes are seeded per process, so nobody outside can predict them.</summary>
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
