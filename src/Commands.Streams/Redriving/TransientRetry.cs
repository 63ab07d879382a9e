using Commands.Streams.Errors;

namespace Commands.Streams.Redriving;

/// <summary>Tries a call again while its error passes by itself and patience lasts.</summary>
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
