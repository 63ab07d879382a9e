using Commands.Streams.Records;

namespace Commands.Streams.Redriving;

/// <summary>Executes a plan: reads the letters again, and writes the selected ones batch by batch.</summary>
internal static class Redrive
{
    public static async Task RunAsync(
        DeadLetterReader reader,
        RedriveOptions options,
        RedrivePlan plan,
        RedriveProgress progress,
        RedriveWriter writer,
        RedriveTargets targets,
        CancellationToken cancellationToken)
    {
        reader.Rewind();
        var most = Math.Min(options.BatchSize, options.PerSecond ?? options.BatchSize);
        var cursor = new Cursor();
        while (await reader.NextAsync(most, cancellationToken).ConfigureAwait(false) is { } letters)
        {
            var begin = options.TimeProvider.GetTimestamp();
            var partition = letters[0].Partition;
            var position = plan.Positions[partition.Partition];
            var end = plan.Ends.GetValueOrDefault(partition.Partition);
            var batch = new List<TargetedLetter>(letters.Count);
            foreach (var letter in letters.Where(letter => letter.Offset < end))
            {
                // There are no letters between two consecutive ones: the offsets in between were deleted or belong to transactions.
                position.MarkDone(cursor.MoveTo(letter), letter.Offset);
                if (options.Filter.Matches(letter) && !position.IsDone(letter.Offset))
                {
                    var target = await targets.FindAsync(letter, cancellationToken).ConfigureAwait(false);
                    batch.Add(new TargetedLetter(letter, target, targets.Partition(letter, target)));
                    position.MarkDone(letter.Offset, letter.Offset + 1);
                }
            }

            if (batch.Count > 0)
            {
                await writer.WriteAsync(batch, position.ToCommit(partition), progress, cancellationToken).ConfigureAwait(false);
                batch.ForEach(item => options.OnRedriven?.Invoke(item.Letter, item.Topic));
                await PaceAsync(options, batch.Count, begin, cancellationToken).ConfigureAwait(false);
            }

            if (letters[^1].Offset + 1 >= end)
            {
                reader.EndPartition();
            }
        }
    }

    private static async ValueTask PaceAsync(RedriveOptions options, int count, long begin, CancellationToken cancellationToken)
    {
        if (options.PerSecond is { } perSecond
            && TimeSpan.FromSeconds((double)count / perSecond) - options.TimeProvider.GetElapsedTime(begin) is var rest
            && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tracks the offset after the previous letter.</summary>
    private sealed class Cursor
    {
        private TopicPartition _partition;
        private long _next;

        public long MoveTo(DeadLetter letter)
        {
            var from = letter.Partition == _partition ? _next : 0;
            (_partition, _next) = (letter.Partition, letter.Offset + 1);
            return from;
        }
    }
}
