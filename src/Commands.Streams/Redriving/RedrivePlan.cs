namespace Commands.Streams.Redriving;

/// <summary>
/// The plan of a redrive, created by reading everything once, so that letters that cannot be redriven are reported before anything is written, and
/// letters that arrive meanwhile are not mistaken for old ones.
/// </summary>
/// <param name="Positions">The progress made before, by partition.</param>
/// <param name="Ends">The offset after the last letter to consider, by partition.</param>
/// <param name="Summary">The counts.</param>
internal sealed record RedrivePlan(IReadOnlyList<PartitionProgress> Positions, IReadOnlyDictionary<int, long> Ends, RedriveSummary Summary)
{
    public static async Task<RedrivePlan> MakeAsync(
        DeadLetterReader reader,
        RedriveOptions options,
        IReadOnlyList<PartitionProgress> positions,
        RedriveTargets targets,
        CancellationToken cancellationToken)
    {
        var counts = new RedriveSummary(0, 0, 0, 0);
        var after = positions.Select(static position => position.Copy()).ToList();
        var now = options.TimeProvider.GetUtcNow();
        while (await reader.NextAsync(options.BatchSize, cancellationToken).ConfigureAwait(false) is { } letters)
        {
            foreach (var letter in letters)
            {
                var position = after[letter.Partition.Partition];
                if (!options.Filter.Matches(letter))
                {
                    counts = counts with { FilteredOut = counts.FilteredOut + 1 };
                }
                else if (position.IsDone(letter.Offset))
                {
                    counts = counts with { AlreadyRedriven = counts.AlreadyRedriven + 1 };
                }
                else
                {
                    var target = await targets.FindAsync(letter, cancellationToken).ConfigureAwait(false);
                    position.MarkDone(letter.Offset, letter.Offset + 1);
                    CheckRanges(position, letter);
                    var isExpired = !options.WithoutDeadline && letter.IsExpired(now);
                    counts = counts with { Redriven = counts.Redriven + 1, Expired = counts.Expired + (isExpired ? 1 : 0) };
                    if (options.DryRun)
                    {
                        options.OnRedriven?.Invoke(letter, target);
                    }

                    if (counts.Redriven == options.Limit)
                    {
                        return new RedrivePlan(positions, EndsAt(reader, letter), counts);
                    }
                }
            }
        }

        return new RedrivePlan(positions, new Dictionary<int, long>(reader.Ends), counts);
    }

    private static Dictionary<int, long> EndsAt(DeadLetterReader reader, DeadLetter last) =>
        new(reader.Ends) { [last.Partition.Partition] = last.Offset + 1 };

    private static void CheckRanges(PartitionProgress position, DeadLetter letter)
    {
        if (position.Ranges > PartitionProgress.MaxRanges)
        {
            throw new RedriveException(
                $"The selected letters of partition {letter.Partition} are scattered over more than {PartitionProgress.MaxRanges} ranges, which is more than " +
                $"the committed progress can hold. Redrive all letters up to offset {letter.Offset - 1} first, or use another group.");
        }
    }
}
