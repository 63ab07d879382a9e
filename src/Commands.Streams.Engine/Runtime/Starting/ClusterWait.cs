using Commands.Streams.Errors;
using Commands.Streams.Runtime.Watching;

namespace Commands.Streams.Runtime.Starting;

/// <summary>Lets an application start while the cluster is unreachable: asks again until the cluster answers or the time is up.</summary>
internal sealed class ClusterWait(ClusterContact contact, TimeSpan limit, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Runs a question to the cluster, again as long as there is no answer. Throws at once if the cluster refuses it.</summary>
    /// <exception cref="ClientException">The cluster refuses the question, or has not answered in time.</exception>
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
