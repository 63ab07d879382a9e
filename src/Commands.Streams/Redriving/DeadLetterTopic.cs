using System.Runtime.CompilerServices;
using Commands.Streams.Clients;
using Commands.Streams.Records;

namespace Commands.Streams.Redriving;

/// <summary>
/// A dead-letter topic as an operator sees it: its letters can be read, and redriven, that is, written back to the topic they failed in. Both are for tools
/// and operators' own code; calls to the cluster hold the calling thread for a moment. Not for use by several threads at once.
/// </summary>
public sealed class DeadLetterTopic
{
    private readonly IStreamsClient _client;
    private readonly string _topic;

    /// <summary>Names the topic; asks the cluster for nothing yet.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="topic">The dead-letter topic.</param>
    /// <exception cref="ArgumentException">No topic can have the name.</exception>
    public DeadLetterTopic(IStreamsClient client, string topic)
    {
        ArgumentNullException.ThrowIfNull(client);
        TopicNames.ThrowIfInvalid(topic, "dead-letter topic", nameof(topic));
        _client = client;
        _topic = topic;
    }

    /// <summary>Reads the letters that are there, partition by partition in offset order, and ends at the end of the topic. Changes nothing.</summary>
    /// <param name="options">Which letters, by which group; by default, each option's default. What concerns writing is ignored.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RedriveException">The topic does not exist, or cannot be read in time.</exception>
    /// <exception cref="Errors.ClientException">The cluster refuses.</exception>
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
    /// Writes letters back: key, value and the issuer's headers as they were, without the headers that made them dead letters, at the present time, with
    /// their own in <see cref="Errors.DeadLetterHeaders.SpringTimestamp"/>. A timeout becomes the deadline that it meant. Letters of a key keep their
    /// order. Everything is read and checked before anything is written; letters that come meanwhile, such as those that fail again, stay.
    /// <para>
    /// Progress is committed with each batch, in one transaction if the cluster has them: a redrive that is interrupted, however roughly, and begun again
    /// goes on where it was, and a read-committed reader sees each letter exactly once. Without transactions nothing is skipped, and at most one batch
    /// (<see cref="RedriveOptions.BatchSize"/>) is repeated. A letter is redriven once by the runs of a group, whatever their filters.
    /// </para>
    /// </summary>
    /// <param name="options">Which letters, and how; by default, each option's default.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <exception cref="RedriveException">A letter does not say where it failed, a topic does not exist, or another redrive has begun.</exception>
    /// <exception cref="Errors.ClientException">The cluster refuses.</exception>
    public async Task<RedriveSummary> RedriveAsync(RedriveOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RedriveOptions();
        options.Check(_topic);
        using var progress = await RedriveProgress.OpenAsync(_client, _topic, options, cancellationToken).ConfigureAwait(false);
        using var writer = options.DryRun ? null : new RedriveWriter(_client, _topic, options);
        if (writer is not null)
        {
            // First of all: it ends what an interrupted redrive left open, so that progress is known.
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
