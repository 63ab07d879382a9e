using Commands.Streams.Errors;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// The transactional ids of one worker, one at a time. An id is given up, for the next one, if the coordinator does not let it begin another transaction:
/// because the markers of its last one cannot be written, or because somebody else uses it. What the old id left open ends by itself, and cannot be
/// committed any more by anybody but the member of the group that has the partitions. Worker only.
/// </summary>
internal sealed class TransactionalIds(string first)
{
    private int _renewals;

    public string Current => _renewals == 0 ? first : $"{first}-{_renewals}";

    /// <summary>Whether a producer was refused because another one has its id now, or because the broker ended its transaction.</summary>
    public static bool IsTaken(TaskFailedException failure) =>
        failure is TaskMigratedException { InnerException: ClientException { Code: "PRODUCER_FENCED" or "INVALID_PRODUCER_EPOCH" or "_FENCED" } };

    public void Renew() => _renewals++;
}
