namespace Commands.Streams.Operators.Suppressing;

/// <summary>How long a suppression holds changes back, and how many.</summary>
/// <param name="Delay">How long after its time a change is released, in milliseconds.</param>
/// <param name="UntilWindowCloses">
/// True if the time of a change is the end of its window, and deletes are never released; false if it is the change's timestamp.
/// </param>
/// <param name="MaxRecords">The most changes to hold.</param>
/// <param name="MaxBytes">The most bytes to hold.</param>
/// <param name="EmitsEarly">True to release the earliest changes if there are more; false to fail.</param>
internal sealed record SuppressionRules(long Delay, bool UntilWindowCloses, long MaxRecords, long MaxBytes, bool EmitsEarly);
