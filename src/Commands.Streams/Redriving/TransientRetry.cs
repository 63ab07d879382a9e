using Commands.Streams.Errors;

namespace Commands.Streams.Redriving;

/// <summary>Repeats a call while its error is transient and the timeout has not elapsed.</summary>
internal sealed class TransientRetry(RedriveOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(Action call, CancellationToken cancellationToken)
    {
        var begin = options.TimeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                call();
                return;
            }
            catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable && options.TimeProvider.GetElapsedTime(begin) < options.Timeout)
            {
                await Task.Delay(Pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
