using Commands.Streams.Clients;

namespace Commands.Streams.SimulationRuns;

/// <summary>Turns what is committed into what an old version of the library would have committed: version 16, which had no anchor.</summary>
internal static class OldMetadata
{
    private const byte Version = 18;
    private const byte OldVersion = 16;

    /// <summary>The bytes of cluster, offset and topic's id.</summary>
    private const int AnchorLength = sizeof(long) + sizeof(long) + 16;

    public static OffsetCommit Of(OffsetCommit commit)
    {
        var bytes = Convert.FromBase64String(commit.Metadata ?? string.Empty);
        return bytes is [Version, ..] ? commit with { Metadata = Convert.ToBase64String([OldVersion, .. bytes[(1 + AnchorLength)..]]) } : commit;
    }
}
