using Commands.Streams.Tasks;

namespace Commands.Streams.Operators.Tables;

/// <summary>
/// What is known of a table's rows while its topology is described: where they are kept, and whether changes carry old values. Steps that are added later
/// may still change that; tasks are created afterwards.
/// </summary>
internal abstract class TableRows<TKey, TValue>
{
    /// <summary>True if the changes that the table forwards carry the old value.</summary>
    public bool SendsOldValues { get; private set; }

    /// <summary>True if changes may arrive that are not the latest of their row.</summary>
    public virtual bool IsVersioned => false;

    /// <summary>
    /// How long after their ends windows may change, in milliseconds, the gap of sessions included; null if the table's keys are not windows.
    /// </summary>
    public virtual long? ClosesAfter => null;

    /// <summary>The end of the window of a key; only if <see cref="ClosesAfter"/> is known.</summary>
    public virtual long WindowEnd(TKey key) => throw new InvalidOperationException("The table's keys are not windows.");

    /// <summary>The stores that a node has to be connected to before it looks up rows. Asking may give the table a store.</summary>
    public abstract IReadOnlyList<string> RequireStores();

    /// <summary>Creates the view of one task.</summary>
    /// <param name="context">The task.</param>
    /// <param name="node">The node that looks up rows; it is connected to <see cref="RequireStores"/>.</param>
    public abstract TableView<TKey, TValue> CreateView(TaskContext context, string node);

    /// <summary>Asks for old values.</summary>
    /// <param name="mayMaterialize">Whether a table that keeps no rows may be given a store for that.</param>
    /// <returns>True if changes will carry them.</returns>
    public bool RequestOldValues(bool mayMaterialize)
    {
        SendsOldValues = SendsOldValues || CanSendOldValues(mayMaterialize);
        return SendsOldValues;
    }

    /// <summary>Finds a way to know old values.</summary>
    protected abstract bool CanSendOldValues(bool mayMaterialize);
}
