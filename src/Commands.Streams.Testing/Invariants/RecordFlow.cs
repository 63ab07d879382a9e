using Commands.Streams.Testing.Brokers;

namespace Commands.Streams.Testing.Invariants;

/// <summary>Says which records of one topic must show in another: each that has an identity there, under the same one.</summary>
/// <param name="Input">The topic that is read.</param>
/// <param name="Output">The topic that is written.</param>
/// <param name="IdentifyInput">Names a record of the input; null where it has no effect on the output.</param>
/// <param name="IdentifyOutput">Names the input record that a record of the output comes from.</param>
public sealed record RecordFlow(string Input, string Output, RecordIdentity IdentifyInput, RecordIdentity IdentifyOutput)
{
    /// <summary>Another topic in which a record may show instead.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public string? OtherOutput { get; init; }

    internal IEnumerable<PartitionLog> OutputsIn(SimulatedCluster cluster) =>
        OtherOutput is null ? cluster.Topics.Get(Output).Logs : cluster.Topics.Get(Output).Logs.Concat(cluster.Topics.Get(OtherOutput).Logs);

    internal long? InputOf(in LogEntry entry) => Identify(IdentifyInput, in entry);

    internal long? OutputOf(in LogEntry entry) => Identify(IdentifyOutput, in entry);

    private static long? Identify(RecordIdentity identify, in LogEntry entry) =>
        entry.Kind == RecordKind.Data ? identify(entry.Record.Key, entry.Record.Value, entry.Record.Headers) : null;
}
