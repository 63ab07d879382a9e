using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Invariants;

/// <summary>Declares which records of one topic must appear in another: those with an identity, under the same identity.</summary>
/// <param name="Input">The topic to read.</param>
/// <param name="Output">The topic to write.</param>
/// <param name="IdentifyInput">Returns the identity of an input record, or null if it has no effect on the output.</param>
/// <param name="IdentifyOutput">Returns the identity of the input record that an output record comes from.</param>
public sealed record RecordFlow(string Input, string Output, RecordIdentity IdentifyInput, RecordIdentity IdentifyOutput)
{
    /// <summary>Another topic in which a record may appear instead.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public string? OtherOutput { get; init; }

    internal IEnumerable<PartitionLog> OutputsIn(SimulatedCluster cluster) =>
        OtherOutput is null ? cluster.Topics.Get(Output).Logs : cluster.Topics.Get(Output).Logs.Concat(cluster.Topics.Get(OtherOutput).Logs);

    internal long? InputOf(in LogEntry entry) => Identify(IdentifyInput, in entry);

    internal long? OutputOf(in LogEntry entry) => Identify(IdentifyOutput, in entry);

    private static long? Identify(RecordIdentity identify, in LogEntry entry) =>
        entry.Kind == RecordKind.Data ? identify(entry.Record.Key, entry.Record.Value, entry.Record.Headers) : null;
}
