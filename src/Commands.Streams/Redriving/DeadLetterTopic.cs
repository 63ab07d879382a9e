using System.Runtime.CompilerServices;
using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Redriving;

/// <summary>
/// Gives an operator access to a dead-letter topic: its letters can be read, and redriven, that is, written back to the topic they failed in.
/// Intended for tools and operators' own code; calls to the cluster may briefly block the calling thread. Not thread-safe.
/// </summary>
public sealed class DeadLetterTopic
{
    private readonly IStreamsClient _client;
    private readonly string _topic;

    /// <summary>Creates the accessor. Does not contact the cluster.</summary>
    /// <param name="client">The client of the cluster.</param>
    /// <param name="topic">The dead-letter topic.</param>
    /// <exception cref="ArgumentException">The name is not a valid topic name.</exception>
    public DeadLetterTopic(IStreamsClient client, string topic)
    {
        ArgumentNullException.ThrowIfNull(client);
        TopicNames.ThrowIfInvalid(topic, "dead-letter topic", nameof(topic));
        _client = client;
        _topic = topic;
    }

    /// <summary>Reads the existing letters, partition by partition in offset order, up to the end of the topic. Changes nothing.</summary>
    /// <param name="options">The letters to read and the group to use; the defaults if omitted. Options about writing are ignored.</param>
    /// <param name="cancellationToken">A token to cancel reading.</param>
    /// <exception cref="RedriveException">The topic does not exist, or cannot be read in time.</exception>
    /// <exception cref="Errors.ClientException">The cluster refuses the request.</exception>
    public async IAsyncEnumerable<DeadLetter> ReadAsync(
        RedriveOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new RedriveOptions();
        options.Check(_topic);
        using var progress = await RedriveProgress.OpenAsync(_client, _topic, options, cancellationToken).ConfigureAwait(false);
        var positions = await progress.ReadAsync(cancellationToken).ConfigureAwait(false);
        using var reader = new DeadLetterReader(_client, _topic, options, positions.Count);
        var read = 0;
        while (await reader.NextAsync(options.BatchSize, cancellationToken).ConfigureAwait(false) is { } letters)
        {
            foreach (var letter in letters.Where(options.Filter.Matches))
            {
                letter.IsRedriven = positions[letter.Partition.Partition].IsDone(letter.Offset);
                yield return letter;
                if (++read == options.Limit)
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>
    /// Writes letters back with their key, value and the issuer's headers unchanged, without the headers that describe the failure. They get the
    /// current time as their timestamp, and their original one in <see cref="Errors.DeadLetterHeaders.SpringTimestamp"/>. A timeout becomes the
    /// equivalent deadline. Letters with equal keys keep their order. Everything is read and checked before anything is written; letters that arrive
    /// meanwhile, such as those that fail again, are left alone.
    /// <para>
    /// Progress is committed with each batch, in one transaction if the cluster supports it: a redrive that was interrupted, even by a crash,
    /// continues where it stopped when it is run again, and a read-committed reader sees each letter exactly once. Without transactions no letter is
    /// skipped, and at most one batch (<see cref="RedriveOptions.BatchSize"/>) is repeated. A letter is redriven only once by all runs of a group,
    /// whatever their filters.
    /// </para>
    /// </summary>
    /// <param name="options">The letters to redrive, and how; the defaults if omitted.</param>
    /// <param name="cancellationToken">A token to stop between two batches.</param>
    /// <exception cref="RedriveException">A letter does not name its original topic, a topic does not exist, or another redrive has begun.</exception>
    /// <exception cref="Errors.ClientException">The cluster refuses the request.</exception>
    public async Task<RedriveSummary> RedriveAsync(RedriveOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RedriveOptions();
        options.Check(_topic);
        using var progress = await RedriveProgress.OpenAsync(_client, _topic, options, cancellationToken).ConfigureAwait(false);
        using var writer = options.DryRun ? null : new RedriveWriter(_client, _topic, options);
        if (writer is not null)
        {
            // This must come first: it completes transactions of an interrupted redrive, so that the committed progress is final.
            await writer.InitAsync(cancellationToken).ConfigureAwait(false);
        }

        var positions = await progress.ReadAsync(cancellationToken).ConfigureAwait(false);
        using var targets = new RedriveTargets(_client, _topic, options);
        using var reader = new DeadLetterReader(_client, _topic, options, positions.Count);
        var plan = await RedrivePlan.MakeAsync(reader, options, positions, targets, cancellationToken).ConfigureAwait(false);
        if (writer is not null && plan.Summary.Redriven > 0)
        {
            await Redrive.RunAsync(reader, options, plan, progress, writer, targets, cancellationToken).ConfigureAwait(false);
        }

        return plan.Summary;
    }
}
