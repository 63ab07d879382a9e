using Commands.Streams.Errors;

namespace Commands.Streams.Runtime.Workers;

/// <summary>
/// The transactional ids of one worker, which uses one at a time. It moves to the next id if the coordinator does not let it begin another transaction with the
/// current one, because the markers of the last transaction cannot be written, or because somebody else uses the id. A transaction left open by the old id
/// times out, and only the group member that has the partitions could still commit it. Worker only.
/// </summary>
internal sealed class TransactionalIds(string first)
{
    private int _renewals;

    public string Current => _renewals == 0 ? first : $"{first}-{_renewals}";

    /// <summary>True if a producer was refused because another producer has taken over its id, or because the broker has ended its transaction.</summary>
    public static bool IsTaken(TaskFailedException failure) =>
        failure is TaskMigratedException { InnerException: ClientException { Code: "PRODUCER_FENCED" or "INVALID_PRODUCER_EPOCH" or "_FENCED" } };

    public void Renew() => _renewals++;
}
