using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Records;
using Commands.Streams.Runtime.Committing;
using Microsoft.Extensions.Logging;

namespace Commands.Streams.Runtime.Watching;

/// <summary>
/// Deletes committed records from the application's own topics, which have no retention of their own. A failure is harmless: it is logged once, and the next
/// purge deletes more.
/// </summary>
internal sealed class TopicPurge(CommittedOffsets committed, ITopicAdmin admin, string applicationId, ILogger logger)
{
    private readonly Dictionary<TopicPartition, long> _left = [];
    private bool _isFailing;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (partition, offset) in committed.Take())
        {
            _left[partition] = offset;
        }

        if (_left.Count == 0)
        {
            return;
        }

        try
        {
            await admin.DeleteRecordsAsync(_left, cancellationToken).ConfigureAwait(false);
            _isFailing = false;
            _left.Clear();
        }
        catch (ClientException exception)
        {
            if (!_isFailing)
            {
                ApplicationLog.NotPurged(logger, applicationId, exception.Message);
            }

            _isFailing = true;
        }
    }
}
