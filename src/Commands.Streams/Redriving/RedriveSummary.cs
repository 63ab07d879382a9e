namespace Commands.Streams.Redriving;

/// <summary>What a redrive did.</summary>
/// <param name="Redriven">How many letters were redriven; in a dry run, how many would be.</param>
/// <param name="AlreadyRedriven">How many of those that were meant had been redriven by an earlier run.</param>
/// <param name="FilteredOut">How many letters were read that the filter leaves out.</param>
/// <param name="Expired">
/// How many of those redriven carry a deadline that has passed: their subscribers will reject them. <see cref="RedriveOptions.WithoutDeadline"/> prevents it.
/// </param>
public sealed record RedriveSummary(long Redriven, long AlreadyRedriven, long FilteredOut, long Expired);
