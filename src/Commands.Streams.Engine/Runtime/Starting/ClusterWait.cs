using Commands.Streams.Errors;
using Commands.Streams.Runtime.Watching;

namespace Commands.Streams.Runtime.Starting;

/// <summary>What an application does at start while the cluster is not there: it asks again until the cluster answers or the time is up.</summary>
internal sealed class ClusterWait(ClusterContact contact, TimeSpan limit, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Runs what asks the cluster, again and again while it does not answer. What the cluster refuses is thrown at once.</summary>
    /// <exception cref="ClientException">The cluster refuses, or has not answered in time.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        var begin = timeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                await ask(cancellationToken).ConfigureAwait(false);
                contact.Answered();
                return;
            }
            catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable && !IsOver(begin))
            {
                contact.Failed(exception);
            }

            await Task.Delay(Pause, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsOver(long begin) => limit != Timeout.InfiniteTimeSpan && timeProvider.GetElapsedTime(begin) >= limit;
}
