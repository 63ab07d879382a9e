namespace Commands.Streams.Kafka.Security;

/// <summary>Asks the user's provider for a token on a thread-pool thread and waits for it on the client's background thread.</summary>
internal static class TokenRequest
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    /// <summary>Gets a token.</summary>
    /// <exception cref="TimeoutException">The provider did not answer in time.</exception>
    public static BearerToken Get(BearerTokenProvider provider)
    {
        using var limit = new CancellationTokenSource(TimeLimit);

        try
        {
            var asking = Task.Run(() => provider(limit.Token), limit.Token).WaitAsync(limit.Token);
            return asking.GetAwaiter().GetResult(); // librdkafka's background thread is there to wait
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"no token came within {TimeLimit.TotalSeconds:0} s", exception);
        }
    }
}
