using Commands.Streams.Processors;

namespace Commands.Streams.SimulationRuns.Scenarios;

/// <summary>Drops no record for its timestamp.</summary>
internal sealed class LenientTime : ITimestampExtractor
{
    public long Extract<TKey, TValue>(in ConsumedRecord<TKey, TValue> record, long partitionTime, TimeProvider timeProvider) =>
        record.Timestamp >= 0 ? record.Timestamp : Math.Max(partitionTime, 0);
}
