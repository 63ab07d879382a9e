namespace Commands.Streams.Redriving;

/// <summary>The result of a redrive.</summary>
/// <param name="Redriven">The number of letters redriven, or, in a dry run, to redrive.</param>
/// <param name="AlreadyRedriven">The number of selected letters that an earlier run had already redriven.</param>
/// <param name="FilteredOut">The number of letters that were read but not selected by the filter.</param>
/// <param name="Expired">
/// The number of redriven letters whose deadline has passed: their subscribers will reject them. <see cref="RedriveOptions.WithoutDeadline"/>
/// prevents it.
/// </param>
public sealed record RedriveSummary(long Redriven, long AlreadyRedriven, long FilteredOut, long Expired);
